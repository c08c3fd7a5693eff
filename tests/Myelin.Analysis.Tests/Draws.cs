using FsCheck;
using FsCheck.Fluent;
using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

/// <summary>
/// Trains and rasters to draw properties from. Times are multiples of 0.25 ms, exact in binary, so that spikes of different trains often
/// coincide, and sums of times do not round.
/// </summary>
internal static class Draws
{
    public static readonly Time Stop = 100 * ms;

    /// <summary>A train of spikes at different times, possibly none, possibly at the recording's edges.</summary>
    public static Gen<SpikeTrain> Train { get; } =
        from ticks in Gen.OneOf(Gen.Choose(0, 400), Gen.Choose(0, 12), Gen.Choose(388, 400)).ListOf()
        select SpikeTrain.FromMilliseconds([.. ticks.Distinct().Order().Select(t => 0.25 * t)], 0 * ms, Stop);

    public static Arbitrary<SpikeTrain> Trains { get; } = Train.ToArbitrary();

    public static Arbitrary<(SpikeTrain A, SpikeTrain B)> Pairs { get; } =
        (from a in Train from b in Train select (a, b)).ToArbitrary();

    public static Arbitrary<(SpikeTrain A, SpikeTrain B, SpikeTrain C)> Triples { get; } =
        (from a in Train from b in Train from c in Train select (a, b, c)).ToArbitrary();

    /// <summary>A raster of 8 neurons and 400 steps of 0.25 ms, recorded after a slice was cut off at its begin or not.</summary>
    public static Arbitrary<Raster> Rasters { get; } =
        (from spikes in Gen.Choose(0, (8 * 400) - 1).ListOf(300)
         from fewer in Gen.Choose(0, 300)
         from cut in Gen.Elements(0.0, 10.5)
         let kept = spikes.Take(fewer).Distinct().Where(k => k % 8 != 5 || k < 1200).ToArray()
         select Raster.FromUnordered([.. kept.Select(k => k / 8)], [.. kept.Select(k => k % 8)], 8, 400, 0.25 * ms).Slice(cut * ms, Stop))
        .ToArbitrary();

    /// <summary>The same spikes later, in a recording that is as much later.</summary>
    public static SpikeTrain Shift(SpikeTrain train, Time by) => SpikeTrain.FromMilliseconds(
        [.. train.TimesInMilliseconds.ToArray().Select(t => t + by.Value)], train.Start + by, train.Stop + by);

    /// <summary>The train of one neuron with every spike in the middle of its step, clear of the edges of bins.</summary>
    public static SpikeTrain MidStepTrain(Raster raster, int neuron) => SpikeTrain.FromMilliseconds(
        [.. raster.StepsOf(neuron).ToArray().Select(k => (k + 0.5) * raster.Dt.Value)], raster.Start, raster.Stop);

    public static void Holds<T>(Arbitrary<T> arbitrary, Func<T, bool> property) => Prop.ForAll(arbitrary, property).QuickCheckThrowOnFailure();

    public static bool Near(double a, double b, double tolerance = 1e-12) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(b));
}
