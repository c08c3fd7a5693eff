using Myelin.Data.Generated;
using Myelin.Learning.Clipping;
using Myelin.Learning.Layers;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values.Surrogates;

namespace Myelin.Experiments.Memory;

/// <summary>
/// A recurrent network of leaky rate units whose weights and time constants are learnt, with a pair of outputs for each question that is asked (a head), and the steps of its training.
/// </summary>
internal sealed class MemoryNetwork
{
    private const int Batch = 128;
    private readonly BinaryQuestion question;
    private readonly int units;
    private readonly int heads;
    private readonly Linear input;
    private readonly Recurrent<StraightThrough> recurrent;
    private readonly Linear output;
    private readonly Adam optimiser;
    private readonly ClipByNorm clip = new(2);
    private readonly ulong seed;
    private ulong drawn;

    /// <summary>Makes a network with time constants from 1 to 2 steps.</summary>
    /// <param name="question">What it learns to answer.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="heads">Number of questions that it has outputs for.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="seed">Seed of weights and samples.</param>
    public MemoryNetwork(BinaryQuestion question, int units, int heads, double rate, ulong seed)
    {
        (this.question, this.units, this.heads, this.seed) = (question, units, heads, seed);
        input = new Linear(1, units, seed: (3 * seed) + 1);
        recurrent = new Recurrent<StraightThrough>(new LeakyRate(), units, seed: (3 * seed) + 2);
        recurrent.Learn(nameof(LeakyRate.Tau), units);
        output = new Linear(units, 2 * heads, seed: (3 * seed) + 3);
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)units, 5);
        stream.FillUniform(Taus.Values);
        foreach (ref float tau in Taus.Values) tau += 1;
        Model = new Sequential(input, recurrent, output);
        optimiser = new Adam(Model.Parameters.Select(p => p.Parameter), rate);
        Isolate();
    }

    /// <summary>The network from bits to outputs.</summary>
    public Sequential Model { get; }

    /// <summary>Mean time constant of the units, in steps.</summary>
    public double Tau
    {
        get
        {
            double sum = 0;
            foreach (float tau in Taus.Values) sum += Math.Max(1, tau) / units;
            return sum;
        }
    }

    private Parameter Taus => recurrent.Learnt.Single().Value;

    /// <summary>One step of training.</summary>
    /// <param name="bits">What is asked of each head: about how many of the last bits.</param>
    /// <returns>The loss, mean over heads.</returns>
    public double Learn(ReadOnlySpan<int> bits)
    {
        Tape tape = Tape.Current;
        tape.Clear();
        optimiser.ZeroGradient();
        (Tensor scores, int[] answers) = Ask(bits, Batch);
        Tensor loss = scores.CrossEntropy(answers);
        tape.Backward(loss);
        clip.Apply(optimiser);
        optimiser.Step();
        Isolate();
        return loss.Item;
    }

    /// <summary>The share of right answers of each head.</summary>
    /// <param name="bits">What is asked of each head.</param>
    /// <param name="samples">Number of samples.</param>
    public double[] Judge(ReadOnlySpan<int> bits, int samples)
    {
        Tape tape = Tape.Current;
        tape.Clear();
        using Tape.Pause pause = tape.PauseRecording();
        (Tensor scores, int[] answers) = Ask(bits, samples);
        double[] right = new double[bits.Length];
        for (int i = 0; i < answers.Length; i++)
        {
            if (answers[i] >= 0 && (scores.Values[2 * i] < scores.Values[(2 * i) + 1] ? 1 : 0) == answers[i]) right[i % heads] += 1.0 / samples;
        }

        tape.Clear();
        return right;
    }

    /// <summary>The activity of all units while bits come in.</summary>
    /// <param name="set">The bits.</param>
    /// <returns>[step][sample, unit].</returns>
    public float[][] Activity(BinaryMemory set)
    {
        Tape tape = Tape.Current;
        tape.Clear();
        using Tape.Pause pause = tape.PauseRecording();
        Tensor states = Run(set, out _);
        float[][] activity = new float[states.Shape[0]][];
        for (int t = 0; t < activity.Length; t++) activity[t] = states.Slice(t).Values.ToArray();
        tape.Clear();
        return activity;
    }

    // As many bits as the longest question takes and up to one and a half times as many more, as in the paper.
    private (Tensor Scores, int[] Answers) Ask(ReadOnlySpan<int> bits, int samples)
    {
        int longest = 0;
        foreach (int n in bits) longest = Math.Max(longest, n);
        drawn++;
        var random = new RandomStream(seed, StreamPurpose.Data, (uint)drawn, 7);
        int steps = longest + 2 + random.NextInt((3 * longest / 2) + 1);
        var set = new BinaryMemory(question, longest, steps, samples, (seed << 32) + drawn);
        Tensor states = Run(set, out float[] sequences);
        Tensor scores = output.Forward(states.Slice(steps - 1)).Reshape([samples * heads, 2]);
        int[] answers = new int[samples * heads];
        for (int i = 0; i < samples; i++)
        {
            ReadOnlySpan<float> sequence = sequences.AsSpan(i * steps, steps);
            for (int head = 0; head < heads; head++) answers[(i * heads) + head] = head < bits.Length ? set.Answer(sequence, bits[head]) : -100;
        }

        return (scores, answers);
    }

    private Tensor Run(BinaryMemory set, out float[] sequences)
    {
        int steps = set.SampleShape[0];
        sequences = new float[set.Count * steps];
        Tensor bits = Tensor.Empty([steps, set.Count, 1]);
        for (int i = 0; i < set.Count; i++)
        {
            Span<float> sequence = sequences.AsSpan(i * steps, steps);
            set.Read(i, sequence);
            for (int t = 0; t < steps; t++) bits.Values[(t * set.Count) + i] = sequence[t];
        }

        Model.ResetState();
        return recurrent.Forward(input.Forward(bits));
    }

    // No unit acts on itself, so that only its time constant remembers within it.
    private void Isolate()
    {
        Span<float> weights = recurrent.RecurrentWeight.Values;
        for (int i = 0; i < units; i++) weights[(i * units) + i] = 0;
    }
}
