using Myelin.Learning.Tensors;
using Myelin.Values;

namespace Myelin.Learning.Operations.Quantisation;

/// <summary>
/// Numbers brought to whole multiples of a unit within limits. The derivative is 1 where the number is within them and 0 beyond (straight-through estimator; Bengio, Leonard and
/// Courville, 2013, arXiv:1308.3432), and 1 everywhere where numbers wrap.
/// </summary>
internal sealed class Rounded : Operation
{
    private Tensor x;
    private float[] units = [];
    private double low;
    private double high;
    private FixedOverflow overflow;

    /// <summary>Rounds.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="units">One unit for all, or one for each slice of the outermost axis; 0 where a slice is all zeros.</param>
    /// <param name="low">The smallest multiple.</param>
    /// <param name="high">The largest multiple.</param>
    /// <param name="rounding">Which multiple is taken.</param>
    /// <param name="overflow">What becomes of numbers beyond the limits.</param>
    public static Tensor Of(Tensor x, ReadOnlySpan<float> units, double low, double high, FixedRounding rounding = FixedRounding.Nearest, FixedOverflow overflow = FixedOverflow.Saturate)
    {
        Rounded operation = Rent<Rounded>();
        Tensor from = x.Expanded(), y = Tape.Current.New(x.Shape);
        operation.x = from;
        operation.low = low;
        operation.high = high;
        operation.overflow = overflow;
        if (operation.units.Length != units.Length) operation.units = new float[units.Length];
        units.CopyTo(operation.units);
        ReadOnlySpan<float> source = from.Values;
        Span<float> target = y.Values;
        int row = source.Length / Math.Max(1, units.Length);
        bool usual = rounding == FixedRounding.Nearest && overflow == FixedOverflow.Saturate;
        for (int u = 0; u < units.Length; u++)
        {
            float unit = units[u];
            Span<float> to = target.Slice(u * row, row);
            ReadOnlySpan<float> own = source.Slice(u * row, row);
            if (unit == 0)
            {
                to.Clear();
            }
            else if (usual)
            {
                TensorPrimitives.Divide(own, unit, to);
                TensorPrimitives.Round<float>(to, to);
                TensorPrimitives.Clamp(to, (float)low, (float)high, to);
                TensorPrimitives.Multiply(to, unit, to);
            }
            else
            {
                for (int i = 0; i < row; i++) to[i] = (float)(Level(own[i] / unit, low, high, rounding, overflow) * unit);
            }
        }

        return operation.Record(y, from);
    }

    protected override void Backward()
    {
        Span<float> target = GradientOf(x), gradient = Result.Gradient;
        ReadOnlySpan<float> source = x.Values;
        int row = source.Length / Math.Max(1, units.Length);
        for (int i = 0; i < source.Length; i++)
        {
            float unit = units[i / row];
            if (overflow == FixedOverflow.Wrap || (source[i] >= (low - 0.5) * unit && source[i] <= (high + 0.5) * unit)) target[i] += gradient[i];
        }
    }

    private static double Level(float multiple, double low, double high, FixedRounding rounding, FixedOverflow overflow)
    {
        double level = rounding switch
        {
            FixedRounding.Nearest => Math.Round(multiple, MidpointRounding.ToEven),
            FixedRounding.Down => Math.Floor(multiple),
            _ => Math.Truncate(multiple),
        };
        if (overflow == FixedOverflow.Saturate) return Math.Clamp(level, low, high);
        double range = high - low + 1;
        return level - (range * Math.Floor((level - low) / range));
    }
}
