using System.Runtime.Intrinsics;
using Myelin.Learning.Optimisers;

namespace Myelin.Learning.Clipping;

/// <summary>Brings every number of a gradient into [-maximum, maximum], as torch.nn.utils.clip_grad_value_; what is not a number stays so.</summary>
public sealed unsafe class ClipByValue : GradientClip
{
    private readonly Action<int> clip;
    private float[] largest = [];
    private Optimiser? optimiser;

    /// <summary>Makes a clip.</summary>
    /// <param name="maximum">The largest size of a number.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 or not finite.</exception>
    public ClipByValue(double maximum)
    {
        Maximum = Positive(maximum, "number");
        clip = Clip;
    }

    /// <summary>The largest size of a number.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    /// <returns>The largest size of a number before.</returns>
    public override double Apply(Optimiser optimiser)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        this.optimiser = optimiser;
        if (largest.Length < optimiser.Chunks) largest = new float[optimiser.Chunks];
        Workers.Run(optimiser.Chunks, clip);
        float most = 0;
        for (int i = 0; i < optimiser.Chunks; i++) most = Math.Max(most, largest[i]);
        this.optimiser = null;
        return most;
    }

    private void Clip(int chunk)
    {
        (ParameterState state, _, int start, int count) = optimiser!.Chunk(chunk);
        largest[chunk] = 0;
        if (!Optimiser.IsUpdated(state)) return;
        float* gradient = state.Parameter.Tensor.GradientPointer + start;
        Vector512<float> high = Vector512.Create((float)Maximum), low = -high, most = Vector512<float>.Zero;
        int i = 0;
        for (; i + 16 <= count; i += 16)
        {
            Vector512<float> numbers = Vector512.Load(gradient + i);
            most = Vector512.Max(most, Vector512.Abs(numbers));
            Vector512.Max(low, Vector512.Min(high, numbers)).Store(gradient + i);
        }

        float found = 0;
        for (int lane = 0; lane < 16; lane++) found = Math.Max(found, most[lane]);
        for (; i < count; i++)
        {
            found = Math.Max(found, Math.Abs(gradient[i]));
            gradient[i] = Math.Max(-(float)Maximum, Math.Min((float)Maximum, gradient[i]));
        }

        largest[chunk] = found;
    }
}
