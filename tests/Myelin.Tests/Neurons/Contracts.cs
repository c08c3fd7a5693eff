using Myelin.Neurons;

namespace Myelin.Tests.Neurons;

public sealed class LifDeltaContract() : NeuronModelContract(new LifDelta(), 0x71908A08B2C626D3, 0x6E4491CDCBF0265E);

public sealed class LifDeltaKeepContract() : NeuronModelContract(new LifDelta { RefractoryInput = RefractoryInput.Keep }, 0x954F4A68EE355717, 0xC207AB2D921C5A20);

public sealed class LifExpContract() : NeuronModelContract(new LifExp(), 0x5B5E7DB15D0247A5, 0x6E37129397EEE2EA);

public sealed class LifExpMultisynapseContract() : NeuronModelContract(new LifExpMultisynapse { TauSyn2 = 0.5 * Syntax.ms, TauSyn3 = 6 * Syntax.ms }, 0x64BA4421328A0D58, 0xE1F22089E724B3F0);

public sealed class LifExpPreciseContract() : NeuronModelContract(new LifExpPrecise(), 0x3B0E2770ECD1FB67, 0xD1A78919BADAF601)
{
    protected override bool IsTranscendental => true;
}

public sealed class LifAlphaContract() : NeuronModelContract(new LifAlpha(), 0x6F34374D89302EE8, 0x2E9ABB238FDBE71E);

public sealed class IzhikevichContract() : NeuronModelContract(new Izhikevich(), 0x197C43C48F532A61, 0x69DA77DEBE49D605)
{
    protected override double Draw(VariableInfo port, double chance, double size) => port.Name == "Current" ? 30 * size : base.Draw(port, chance, size);
}

public sealed class LeakyContract() : NeuronModelContract(new Leaky(), 0x892EBE1FE8F2D056, 0xA62C26E9E8D09842);

public sealed class LeakyZeroSameStepContract() : NeuronModelContract(new Leaky { Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep }, 0xFE582B163A09F41C, 0x91B5AAD81BAE92CA);

public sealed class PoissonNeuronContract() : NeuronModelContract(new PoissonNeuron { Rate = 200 * Syntax.Hz }, 0x79F20403CD50EF13, 0x79F20403CD50EF13);

public sealed class ParrotContract() : NeuronModelContract(new Parrot(), 0xA52C53DAA59CD0F5, 0xA52C53DAA59CD0F5);

public sealed class InhomogeneousPoissonContract() : NeuronModelContract(new InhomogeneousPoisson(), 0x0CF138B87CE83406, 0x0CF138B87CE83406);

public sealed class AdaptiveThresholdLifContract() : NeuronModelContract(new AdaptiveThresholdLif { TauM = 20 * Syntax.ms, ThetaPlus = 0.5 * Syntax.mV, TauTheta = 100 * Syntax.ms }, 0x16321C04FD64B34D, 0x5B6FC6BE21BA8761);

public sealed class LifCondExpContract() : NeuronModelContract(new LifCondExp(), 0x1990657F21CFC162, 0x15A37862D1CCFE9D);

public sealed class LifCondAlphaContract() : NeuronModelContract(new LifCondAlpha(), 0xFE59145661CAC70F, 0x1CAA0BAAA8A79AB5);

public sealed class LifCondBetaContract() : NeuronModelContract(new LifCondBeta(), 0x90CA4536B3026E8F, 0x233256D3804C8EB3);

public sealed class LifCondExpSfaRrContract() : NeuronModelContract(new LifCondExpSfaRr(), 0xBE4F7F1B31E5EA0F, 0x9C670D86E7C189B8);

public abstract class AdExContract(INeuronModel model, ulong simd, ulong simdDouble) : NeuronModelContract(model, simd, simdDouble)
{
    protected override bool IsTranscendental => true;

    // Near its pole the upswing of a spike multiplies a rounding error a hundred times in a step.
    protected override double FloatTolerance => 1e-3;

    protected override double Draw(VariableInfo port, double chance, double size) => port.Name == "Current" ? 2500 * size : base.Draw(port, chance, size);
}

public sealed class AdExCondExpContract() : AdExContract(new AdExCondExp(), 0xF7924F19737FBBFB, 0xCEEEA38E47DF4C7C);

public sealed class AdExCondAlphaContract() : AdExContract(new AdExCondAlpha(), 0x55D31F6D5D5F5CA4, 0x84533A07480CF686);

public sealed class AdExPscExpContract() : AdExContract(new AdExPscExp(), 0xCFACEEA8392A29F5, 0xA3151BE5D5AE4DA6);

public sealed class QuadraticIfContract() : NeuronModelContract(new QuadraticIf(), 0xC6EF0B4EE0B51E56, 0x4DED1EB8FD8EB491);

public sealed class ExponentialIfContract() : NeuronModelContract(new ExponentialIf(), 0x610F491CB01578EA, 0x9FB81DD866131797)
{
    protected override bool IsTranscendental => true;
}

public sealed class AdExRefractoryContract() : AdExContract(new AdExCondExp { Refractory = 1 * Syntax.ms }, 0xC45033EB75B744B4, 0x80451D9667FFCFCB);

public sealed class Mat2Contract() : NeuronModelContract(new Mat2(), 0x9E07D408B1F81836, 0x17426B408EDB9B6F);

public sealed class AugmentedMat2Contract() : NeuronModelContract(new AugmentedMat2 { Coupling = 0.3 / Syntax.ms }, 0x6CBFF190BF60863A, 0x15AC2FB5134CDFC1);

public sealed class LifTsodyksContract() : NeuronModelContract(new LifTsodyks(), 0xD5C7C63769D894E2, 0x17D39F311EE93C41);

public sealed class GlifContract() : NeuronModelContract(new Glif(), 0x911EFB2511BEF8BB, 0xD3EFACB02444476E);

public sealed class GlifFullContract() : NeuronModelContract(new Glif { Level = GlifLevel.LifRAscA }, 0x4E7F024C3B26A5A9, 0x1B21EBAE37A03D17);

public abstract class ConductanceContract(INeuronModel model, ulong simd, ulong simdDouble) : NeuronModelContract(model, simd, simdDouble)
{
    protected override bool IsTranscendental => true;

    // The rates change by a factor e within a few mV.
    protected override double FloatTolerance => 1e-4;

    protected override double Draw(VariableInfo port, double chance, double size) => port.Name == "Current" ? 2500 * size : base.Draw(port, chance, size);
}

public sealed class HodgkinHuxleyPscAlphaContract() : ConductanceContract(new HodgkinHuxleyPscAlpha(), 0xBB29E2B9D4FE2D49, 0x48C844204BA58D64);

public sealed class HodgkinHuxleyCondExpContract() : ConductanceContract(new HodgkinHuxleyCondExp(), 0xD5736EAA8CF39CE7, 0xD0F082CE8F710D3F)
{
    // At its resting potential the leak alone drives it over the threshold once.
    protected override bool IsSpontaneous => true;
}
