using Myelin.Tests.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Values.Surrogates;

/// <summary>The surrogates against the training frameworks: the spike and its derivative on a grid of distances, through dual numbers.</summary>
public sealed class GoldenSurrogateTests
{
    internal const string Section = "B_surrogates";

    private const double Tolerance = 1e-12;
    private const double FloatTolerance = 1e-5;

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spike_and_derivative_agree(string name)
    {
        FidelityRow row = Row(name);
        row.Double.SpikeShift.ShouldBe(0);
        row.Gradient!.Value.ShouldBeLessThanOrEqualTo(Tolerance);
        row.Single!.SpikeShift.ShouldBe(0);
        row.Single.Potential.ShouldBeLessThanOrEqualTo(FloatTolerance);
    }

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        return GoldenSurrogates.OfSurrogate(reference, new Comparison(reference));
    }

    private sealed class Comparison(ReferenceCase reference) : GoldenSurrogates.IVisitor<FidelityRow>
    {
        public FidelityRow Visit<TSurrogate>()
            where TSurrogate : struct, ISurrogate
        {
            Closeness inDouble = Compare<SimdDouble, SimdDoubleLanes, TSurrogate>(Tolerance);
            Closeness inSingle = Compare<Simd, SimdLanes, TSurrogate>(FloatTolerance);
            string surrogate = typeof(TSurrogate).Name.Split('`')[0];
            return new(surrogate, reference.Tool, reference.Version, reference.Name, inDouble, inSingle, inDouble.Potential);
        }

        private Closeness Compare<V, TLanes, TSurrogate>(double tolerance)
            where V : struct, IValue<V>
            where TLanes : struct, ILanes<V>
            where TSurrogate : struct, ISurrogate
        {
            // SpikingJelly spikes at the threshold, the others above it.
            bool atThreshold = reference.Tool == "SpikingJelly";
            IReadOnlyDictionary<string, double[]> grid = reference.Table("grid");
            double worst = 0;
            bool sameSpikes = true;
            for (int start = 0; start < grid["x"].Length; start += 16)
            {
                int count = Math.Min(16, grid["x"].Length - start);
                double[] lanes = new double[16];
                grid["x"].AsSpan(start, count).CopyTo(lanes);
                Dual<V, Tangent<V>, TSurrogate> distance = new(TLanes.Pack(lanes), new(V.One));
                Dual<V, Tangent<V>, TSurrogate> spike = atThreshold ? Dual<V, Tangent<V>, TSurrogate>.Spike(distance) : Dual<V, Tangent<V>, TSurrogate>.SpikeAbove(distance);
                double[] value = new double[16], derivative = new double[16];
                TLanes.Unpack(spike.Real, value);
                TLanes.Unpack(spike.Tangent.Value, derivative);
                for (int i = 0; i < count; i++)
                {
                    double expected = grid["gradient"][start + i];
                    sameSpikes &= value[i] == grid["forward"][start + i];
                    worst = Math.Max(worst, Math.Abs(derivative[i] - expected) / Math.Max(1, Math.Abs(expected)));
                }
            }

            return new(worst, sameSpikes ? 0 : null, tolerance);
        }
    }
}
