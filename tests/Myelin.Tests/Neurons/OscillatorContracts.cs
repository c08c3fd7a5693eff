using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>A contract of a model that answers to other currents, or steps, than a cell of some hundred picofarads.</summary>
public abstract class OscillatorContract(INeuronModel model, double step, double current, ulong simd, ulong simdDouble) : NeuronModelContract(model, simd, simdDouble)
{
    protected override Time Dt => step * Syntax.ms;

    protected override double Draw(VariableInfo port, double chance, double size) => current * size;
}

public sealed class HodgkinHuxleyAxonContract() : OscillatorContract(new HodgkinHuxley(), 0.025, 40, 0xB00C2512C579F41B, 0xCAA7FEADF0A93838)
{
    protected override bool IsTranscendental => true;
}

public sealed class MorrisLecarContract() : OscillatorContract(new MorrisLecar(), 0.5, 400, 0x43AE15DCCA316736, 0xAC9860EB42613AAE)
{
    protected override bool IsTranscendental => true;
}

public sealed class FitzHughNagumoContract() : OscillatorContract(new FitzHughNagumo(), 0.1, 3, 0x0A035D464109967F, 0xE2B6C558E8DAE83F);

public sealed class HindmarshRoseContract() : OscillatorContract(new HindmarshRose(), 0.05, 8, 0xA982398EF3B931F4, 0xC4B09F8FE3C4491E);

public sealed class ChialvoMapContract() : OscillatorContract(new ChialvoMap(), 1, 0.2, 0x5632F46FBFBB48D3, 0x71876AB78DD476F4)
{
    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class RulkovMapContract() : OscillatorContract(new RulkovMap { Sigma = -0.1 }, 1, 3, 0x140D49F4D1B85735, 0x2AB25C2197AE27B4)
{
    protected override IReadOnlyList<string> Discrete => ["Before"];
}

public sealed class ChaoticRulkovMapContract() : OscillatorContract(new ChaoticRulkovMap(), 1, 3, 0x53EC1AF3CD1C260A, 0x4DEBF28438778D12)
{
    protected override bool IsSpontaneous => true;
}

public sealed class CourbageNekorkinMapContract() : OscillatorContract(new CourbageNekorkinMap(), 1, 0.05, 0xE4CB12E4D9EE2C9C, 0xE91949ACF72E68AF)
{
    protected override bool IsSpontaneous => true;
}

/// <summary>Inputs far beyond the physiological range.</summary>
public sealed class OscillatorRangeTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    public void Hodgkin_Huxley_stays_finite_under_any_current(double step)
    {
        foreach (double current in (double[])[-1000, -200, -20, 100, 1000, 5000])
        {
            NeuronBlock<Simd, SimdLanes> block = NeuronBlock<Simd, SimdLanes>.Of(new HodgkinHuxley(), step * Syntax.ms);
            block.Input[0] = Simd.Constant(current);
            for (int i = 0; i < 4000; i++) block.Step();
            double ohmic = -54.4 + (current / 0.3);
            block.GetState(0)[0].ShouldBeInRange(Math.Min(ohmic, -77) - 1, Math.Max(ohmic, 50));
            for (int gate = 1; gate < 4; gate++) block.GetState(gate)[0].ShouldBeInRange(-1e-6, 1 + 1e-6);
        }
    }

    [Theory]
    [InlineData(0.06, "0.05")]
    public void Too_long_a_step_is_refused_with_the_longest_that_is_not(double step, string longest) =>
        Should.Throw<ArgumentException>(() => ((INeuronModel)new HodgkinHuxley()).LowerConstants(step * Syntax.ms)).Message.ShouldContain(longest);
}
