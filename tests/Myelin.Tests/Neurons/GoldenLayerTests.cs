using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>The discrete-time models against the training frameworks: membranes, spikes, and the gradients of a loss.</summary>
public sealed class GoldenLayerTests
{
    internal const string Section = "B_discrete_neurons";

    private const double Tolerance = 1e-10;
    private const double FloatTolerance = 2e-6;

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Membrane_and_spikes_agree(string name)
    {
        FidelityRow row = Row(name);
        row.Double.SpikeShift.ShouldBe(0);
        row.Double.Potential.ShouldBeLessThanOrEqualTo(Tolerance);
        row.Single.SpikeShift.ShouldBe(0);
        row.Single.Potential.ShouldBeLessThanOrEqualTo(FloatTolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree(string name) => Row(name).Gradient!.Value.ShouldBeLessThanOrEqualTo(Tolerance);

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        LayerReplay replay = new(reference, LayerOf(reference));
        return new(
            replay.Model.Info.Name,
            reference.Tool,
            reference.Version,
            name,
            replay.Compare<SimdDouble, SimdDoubleLanes>(Tolerance),
            replay.Compare<Simd, SimdLanes>(FloatTolerance),
            Gradient(replay, reference));
    }

    private static GoldenLayer LayerOf(ReferenceCase reference) => reference.Model switch
    {
        "snntorch.Leaky" => new((p, neuron) => new Leaky
        {
            Beta = p.Each("beta", neuron),
            Threshold = p.Each("threshold", neuron),
            Reset = p.Word("reset_mechanism") switch { "subtract" => ResetMode.Subtract, "zero" => ResetMode.Zero, _ => ResetMode.None },
            ResetTiming = !p.Has("reset_delay") || p.Flag("reset_delay") ? ResetTiming.NextStep : ResetTiming.SameStep,
            Amplitude = p.Has("graded_spikes_factor") ? p["graded_spikes_factor"] : 1,
        }) { Gradients = [("Beta", "grad_beta"), ("Threshold", "grad_threshold"), ("Amplitude", "grad_graded_spikes_factor")] },
        _ => throw new KeyNotFoundException($"No model of ours is mapped to '{reference.Model}' of the case {reference.Name}."),
    };

    private static double Gradient(LayerReplay replay, ReferenceCase reference) => (reference.Text("surrogate", "name"), Slope(reference)) switch
    {
        ("snntorch.surrogate.atan", _) => replay.CompareGradients<TestSurrogates.Arctan>(),
        ("snntorch.surrogate.fast_sigmoid", "25") => replay.CompareGradients<FastSigmoid>(),
        ("snntorch.surrogate.fast_sigmoid", "10") => replay.CompareGradients<TestSurrogates.FastSigmoid10>(),
        ("snntorch.surrogate.sigmoid", "5") => replay.CompareGradients<TestSurrogates.Sigmoid5>(),
        ("snntorch.surrogate.triangular", _) => replay.CompareGradients<TestSurrogates.Triangular>(),
        ("snntorch.surrogate.SFS", "10") => replay.CompareGradients<TestSurrogates.SparseFastSigmoid>(),
        ("snntorch.surrogate.straight_through_estimator", _) => replay.CompareGradients<TestSurrogates.StraightThrough>(),
        (string name, string slope) => throw new KeyNotFoundException($"No surrogate is mapped to '{name}' with slope {slope}."),
    };

    private static string Slope(ReferenceCase reference) => reference.Surrogate.Has("slope") ? $"{reference.Surrogate["slope"]}" : "";
}
