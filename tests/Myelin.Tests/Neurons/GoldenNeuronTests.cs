using Myelin.Tests.Reference;
using Xunit.Abstractions;

namespace Myelin.Tests.Neurons;

/// <summary>Every model against the same model in NEST: every variable in every step, every spike.</summary>
public sealed class GoldenNeuronTests(ITestOutputHelper log)
{
    internal const string Section = "A_neurons";

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Double_precision_agrees(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenModel golden = GoldenModels.Of(reference);
        Check(new Replay(reference, golden).InDouble(), golden, golden.Tolerance, golden.SpikeSteps);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_precision_agrees(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenModel golden = GoldenModels.Of(reference);
        Check(new Replay(reference, golden).InSingle(), golden, golden.FloatTolerance, golden.FloatSpikeSteps);
    }

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenModel golden = GoldenModels.Of(reference);
        Replay replay = new(reference, golden);
        ReplayResult inDouble = replay.InDouble(), inSingle = replay.InSingle();
        return new(
            golden.Build(reference.Parameters).Info.Name,
            reference.Tool,
            reference.Version,
            name,
            new(inDouble.Variables[0].Absolute, inDouble.SpikeShift, golden.Tolerance),
            new(inSingle.Variables[0].Absolute, inSingle.SpikeShift, golden.FloatTolerance));
    }

    private void Check(ReplayResult result, GoldenModel golden, double tolerance, int spikeSteps)
    {
        string[] names = [.. golden.Compared.Select(c => c.State), .. golden.Derived.Select(d => d.Name)];
        log.WriteLine($"spikes {result.SpikeShift} until {result.Together}; " + string.Join("; ", names.Zip(result.Variables, (name, v) => $"{name}: {v}")));
        result.SpikeShift.ShouldNotBeNull("the number of spikes differs");
        result.SpikeShift.Value.ShouldBeLessThanOrEqualTo(spikeSteps);
        for (int i = 0; i < result.Variables.Length; i++)
        {
            VariableDeviation deviation = result.Variables[i];
            deviation.Relative.ShouldBeLessThanOrEqualTo(tolerance, $"{names[i]} in step {deviation.WorstStep}");
            deviation.Usual.ShouldBeLessThanOrEqualTo(golden.UsualTolerance, $"{names[i]} in most steps");
        }
    }
}
