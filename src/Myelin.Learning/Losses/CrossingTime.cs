using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>
/// When a potential first reaches a threshold from below, in steps: [T, ...] to [...]. Sample t is taken as the potential at time t + 1, the end of its step, and what
/// lies between is interpolated, so the time moves continuously and has an exact derivative, the linear approximation dt/du = -1/u' of Bohte et al. (2002),
/// Neurocomputing 48, eq. 10. Where the threshold is not reached, the time is T plus the distance of the maximum from the threshold in thresholds
/// times T (ours; the source gives no gradient there).
/// </summary>
internal sealed class CrossingTime : Operation
{
    private Tensor x;
    private Tensor steps;
    private float threshold;
    private bool pullsSilent;

    /// <summary>The time.</summary>
    /// <param name="x">The potentials; rest, before the first sample, is 0.</param>
    /// <param name="threshold">The threshold, above 0.</param>
    /// <param name="pullsSilent">Whether there is a gradient where the threshold is not reached.</param>
    public static Tensor Of(Tensor x, float threshold, bool pullsSilent)
    {
        CrossingTime operation = Rent<CrossingTime>();
        operation.x = x.Expanded();
        operation.threshold = threshold;
        operation.pullsSilent = pullsSilent;
        Shape shape = x.Shape;
        Shape inner = shape.Slice(1, shape.Rank);
        Tensor y = Tape.Current.New(inner);
        operation.steps = Tape.Current.New(inner);
        Span<float> times = y.Values, at = operation.steps.Values, values = operation.x.Values;
        int width = times.Length;
        for (int i = 0; i < width; i++)
        {
            float before = 0, largest = float.NegativeInfinity;
            at[i] = -1;
            int highest = 0;
            for (int t = 0; t < shape[0]; t++)
            {
                float u = values[(t * width) + i];
                if (u >= threshold && before < threshold)
                {
                    times[i] = t + ((threshold - before) / (u - before));
                    at[i] = t;
                    break;
                }

                if (u > largest) (largest, highest) = (u, t);
                before = u;
            }

            if (at[i] >= 0) continue;
            times[i] = shape[0] * (1 + Math.Max(0, (threshold - largest) / threshold));
            at[i] = -1 - highest;
        }

        return operation.Record(y, operation.x);
    }

    protected override void Backward()
    {
        Span<float> gradient = GradientOf(x), from = Result.Gradient, at = steps.Values, values = x.Values;
        int width = from.Length;
        for (int i = 0; i < width; i++)
        {
            int t = (int)at[i];
            if (t < 0)
            {
                if (pullsSilent) gradient[((-1 - t) * width) + i] -= from[i] * x.Shape[0] / threshold;
                continue;
            }

            float u = values[(t * width) + i], before = t == 0 ? 0 : values[((t - 1) * width) + i], rise = u - before;
            gradient[(t * width) + i] -= from[i] * (threshold - before) / (rise * rise);
            if (t > 0) gradient[((t - 1) * width) + i] -= from[i] * (u - threshold) / (rise * rise);
        }
    }
}
