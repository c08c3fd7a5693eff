using FsCheck;
using FsCheck.Fluent;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Tests.Spikes;

/// <summary>Rasters to draw properties from: small enough that steps and neurons often coincide.</summary>
internal static class RasterDraws
{
    public const int Neurons = 6;
    public const int Steps = 20;

    /// <summary>Different spikes in any order.</summary>
    public static Arbitrary<(int Step, int Neuron)[]> Spikes { get; } =
        (from pairs in Gen.Choose(0, (Neurons * Steps) - 1).ListOf()
         select pairs.Distinct().Select(p => (p / Neurons, p % Neurons)).ToArray()).ToArbitrary();

    public static Raster ToRaster((int Step, int Neuron)[] spikes) => Raster.FromUnordered(
        spikes.Select(s => s.Step).ToArray(), spikes.Select(s => s.Neuron).ToArray(), Neurons, Steps, 0.1 * ms);

    public static (int Step, int Neuron)[] ToArray(Raster raster)
    {
        var all = new List<(int Step, int Neuron)>();
        foreach ((int Step, int Neuron) spike in raster) all.Add(spike);
        return [.. all];
    }
}
