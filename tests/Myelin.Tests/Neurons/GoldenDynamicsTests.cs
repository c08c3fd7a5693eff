using Myelin.Tests.Reference;
using Xunit.Abstractions;

namespace Myelin.Tests.Neurons;

/// <summary>The oscillators and maps against converged solutions of their equations.</summary>
public sealed class GoldenDynamicsTests(ITestOutputHelper log)
{
    internal const string Section = "I_dynamics/neurons";

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Double_precision_agrees(string name)
    {
        (DynamicsReplay replay, GoldenDynamics golden) = Open(name);
        Check(replay.InDouble(), golden, golden.Tolerance, 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Single_precision_agrees(string name)
    {
        (DynamicsReplay replay, GoldenDynamics golden) = Open(name);
        Check(replay.InSingle(), golden, golden.FloatTolerance, 1);
    }

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        (DynamicsReplay replay, GoldenDynamics golden) = Open(name);
        ReplayResult inDouble = replay.InDouble(), inSingle = replay.InSingle();
        return new(
            replay.Model.Info.Name,
            reference.Tool,
            reference.Version,
            name,
            new(inDouble.Variables[0].Absolute, inDouble.SpikeShift, golden.Tolerance),
            new(inSingle.Variables[0].Absolute, inSingle.SpikeShift, golden.FloatTolerance));
    }

    private static (DynamicsReplay Replay, GoldenDynamics Golden) Open(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenDynamics golden = GoldenDynamics.Of(reference);
        return (new(reference, golden), golden);
    }

    private void Check(ReplayResult result, GoldenDynamics golden, double tolerance, int spikeSteps)
    {
        log.WriteLine($"spikes {result.SpikeShift}; " + string.Join("; ", golden.Compared.Zip(result.Variables, (c, v) => $"{c.State}: {v}")));
        for (int i = 0; i < result.Variables.Length; i++)
            result.Variables[i].Relative.ShouldBeLessThanOrEqualTo(tolerance, $"{golden.Compared[i].State} in row {result.Variables[i].WorstStep}");
        result.SpikeShift.ShouldNotBeNull("the number of spikes differs");
        result.SpikeShift.Value.ShouldBeLessThanOrEqualTo(spikeSteps);
    }
}
