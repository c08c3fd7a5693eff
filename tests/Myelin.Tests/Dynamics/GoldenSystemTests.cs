using Myelin.Tests.Reference;
using Xunit.Abstractions;

namespace Myelin.Tests.Dynamics;

/// <summary>Time-series generators, textbook networks and cables against NumPy, SciPy and NEURON.</summary>
public sealed class GoldenSystemTests(ITestOutputHelper log)
{
    internal const string Section = "I_dynamics/systems";

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Numbers_agree(string name)
    {
        GoldenSystem system = GoldenSystems.Of(ReferenceCase.Open(Section, name));
        log.WriteLine($"{system.Absolute:0.0e-0} absolute, {system.Relative:0.0e-0} relative over {system.Numbers.Count()} numbers");
        system.Relative.ShouldBeLessThanOrEqualTo(system.Tolerance);
    }

    // The first three weights of the regression solved in 60 digits from the same states; the program's are up to 5.1e-6 beside it.
    [Fact]
    public void The_readout_is_that_of_an_exact_solution()
    {
        ReferenceCase reference = ReferenceCase.Open(Section, "echo_state_narma10");
        double[] readout = GoldenSystems.Readout(reference), theirs = reference.Tensor("W_out"), exact = [47.59893587886676, -12.285203519378953, 21.359023192961928];
        for (int i = 0; i < exact.Length; i++) readout[i].ShouldBe(exact[i], 1e-7 * Math.Abs(exact[i]));
        for (int i = 0; i < theirs.Length; i++) readout[i].ShouldBe(theirs[i], 5.2e-6 * Math.Max(1, Math.Abs(theirs[i])));
    }

    internal static FidelityRow Row(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        GoldenSystem system = GoldenSystems.Of(reference);
        return new(system.Model, reference.Tool, reference.Version, name, new(system.Absolute, 0, system.Tolerance), null);
    }
}
