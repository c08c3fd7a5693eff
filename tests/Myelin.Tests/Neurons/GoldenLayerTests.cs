using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>The discrete-time models against the training frameworks: membranes, spikes, and the gradients of a loss.</summary>
public sealed class GoldenLayerTests
{
    internal const string Section = "B_discrete_neurons";

    private const double Tolerance = 1e-10;

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Membrane_and_spikes_agree(string name)
    {
        FidelityRow row = Row(name);
        row.Double.SpikeShift.ShouldBe(0);
        row.Double.Potential.ShouldBeLessThanOrEqualTo(Tolerance);
        row.Single!.SpikeShift.ShouldBe(0);
        row.Single.Potential.ShouldBeLessThanOrEqualTo(row.Single.Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree(string name) => Row(name).Gradient!.Value.ShouldBeLessThanOrEqualTo(Tolerance);

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenLayer golden = GoldenLayers.Of(reference);
        bool recurrent = reference.Has("W_rec") || reference.Has("recurrent_weight") || reference.Has("grad_V");
        IReplay replay = recurrent ? new RecurrentReplay(reference, golden) : new LayerReplay(reference, golden);
        return new(
            replay.Model.Info.Name,
            reference.Tool,
            reference.Version,
            name,
            replay.Compare<SimdDouble, SimdDoubleLanes>(Tolerance),
            replay.Compare<Simd, SimdLanes>(golden.FloatTolerance),
            GoldenSurrogates.OfNeuron(reference, new Gradient(replay)));
    }

    private sealed class Gradient(IReplay replay) : GoldenSurrogates.IVisitor<double>
    {
        public double Visit<TSurrogate>()
            where TSurrogate : struct, ISurrogate => replay.CompareGradients<TSurrogate>();
    }
}
