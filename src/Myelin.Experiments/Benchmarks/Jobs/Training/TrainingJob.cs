using System.Diagnostics;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Learning.Tensors;

namespace Myelin.Experiments.Benchmarks.Jobs.Training;

/// <summary>One iteration of a training, in the shapes that the training frameworks are timed with: the median of several, after some to warm up.</summary>
public abstract class TrainingJob : WholeJob
{
    /// <inheritdoc/>
    public override long MemoryBytes => 2L << 30;

    /// <summary>Number of iterations that count.</summary>
    protected virtual int Iterations => 15;

    /// <summary>Number of iterations before.</summary>
    protected virtual int Before => 3;

    /// <summary>Makes network and input.</summary>
    /// <returns>One iteration.</returns>
    protected abstract Action Prepare();

    /// <inheritdoc/>
    public sealed override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        Action iteration = Prepare();
        double[] seconds = new double[Iterations];
        using Phase phase = context.Phase(Name);
        for (int i = -Before; i < Iterations; i++)
        {
            Tape.Current.Clear();
            long start = Stopwatch.GetTimestamp();
            iteration();
            if (i >= 0) seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            phase.Report((double)(i + Before + 1) / (Before + Iterations));
        }

        Tape.Current.Clear();
        Array.Sort(seconds);
        return seconds[seconds.Length / 2];
    }

    /// <summary>Random numbers: uniform in 0 to 1, or 1 with a probability.</summary>
    protected internal static float[] Numbers(int count, double? probability = null)
    {
        var random = new Random(1);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = probability is { } p ? (random.NextDouble() < p ? 1 : 0) : random.NextSingle();
        return numbers;
    }
}
