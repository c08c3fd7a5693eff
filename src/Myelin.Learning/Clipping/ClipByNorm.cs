using System.Runtime.Intrinsics;
using Myelin.Learning.Optimisers;

namespace Myelin.Learning.Clipping;

/// <summary>
/// Scales all gradients together so that their Euclidean norm is at most this, as torch.nn.utils.clip_grad_norm_: by maximum / (norm + 1e-6) where
/// that is less than 1. Gradients whose norm is not finite are left as they are.
/// </summary>
/// <remarks>Source: Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks".</remarks>
public sealed unsafe class ClipByNorm : GradientClip
{
    private readonly Action<int> sum;
    private readonly Action<int> scale;
    private double[] sums = [];
    private Optimiser? optimiser;
    private float factor;

    /// <summary>Makes a clip.</summary>
    /// <param name="maximum">The largest norm.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 or not finite.</exception>
    public ClipByNorm(double maximum)
    {
        Maximum = Positive(maximum, "norm");
        sum = Sum;
        scale = Scale;
    }

    /// <summary>The largest norm.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    /// <returns>The norm before.</returns>
    public override double Apply(Optimiser optimiser)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        this.optimiser = optimiser;
        if (sums.Length < optimiser.Chunks) sums = new double[optimiser.Chunks];
        Workers.Run(optimiser.Chunks, sum);
        double squares = 0;
        for (int i = 0; i < optimiser.Chunks; i++) squares += sums[i];
        double norm = Math.Sqrt(squares), wanted = Maximum / (norm + 1e-6);
        if (double.IsFinite(norm) && wanted < 1)
        {
            factor = (float)wanted;
            Workers.Run(optimiser.Chunks, scale);
        }

        this.optimiser = null;
        return norm;
    }

    // In double precision: the sum of the squares of a million numbers keeps its digits, and none overflows.
    private void Sum(int chunk)
    {
        (ParameterState state, _, int start, int count) = optimiser!.Chunk(chunk);
        sums[chunk] = 0;
        if (!Optimiser.IsUpdated(state)) return;
        float* gradient = state.Parameter.Tensor.GradientPointer + start;
        Vector512<double> low = Vector512<double>.Zero, high = Vector512<double>.Zero;
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Load(gradient + i));
            low = Vector512.FusedMultiplyAdd(lower, lower, low);
            high = Vector512.FusedMultiplyAdd(upper, upper, high);
        }

        double total = 0;
        low += high;
        for (int lane = 0; lane < 8; lane++) total += low[lane];
        for (; i < count; i++) total += (double)gradient[i] * gradient[i];
        sums[chunk] = total;
    }

    private void Scale(int chunk)
    {
        (ParameterState state, _, int start, int count) = optimiser!.Chunk(chunk);
        if (!Optimiser.IsUpdated(state)) return;
        float* gradient = state.Parameter.Tensor.GradientPointer + start;
        for (int i = 0; i < count; i += 16) (Vector512.Load(gradient + i) * factor).Store(gradient + i);
    }
}
