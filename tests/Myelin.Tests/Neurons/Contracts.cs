using Myelin.Neurons;

namespace Myelin.Tests.Neurons;

public sealed class LifDeltaContract() : NeuronModelContract(new LifDelta(), 0x71908A08B2C626D3, 0x6E4491CDCBF0265E);

public sealed class LifDeltaKeepContract() : NeuronModelContract(new LifDelta { RefractoryInput = RefractoryInput.Keep }, 0x954F4A68EE355717, 0xC207AB2D921C5A20);

public sealed class LifExpContract() : NeuronModelContract(new LifExp(), 0x5B5E7DB15D0247A5, 0x6E37129397EEE2EA);

public sealed class LifAlphaContract() : NeuronModelContract(new LifAlpha(), 0x6F34374D89302EE8, 0x2E9ABB238FDBE71E);

public sealed class IzhikevichContract() : NeuronModelContract(new Izhikevich(), 0x197C43C48F532A61, 0x69DA77DEBE49D605)
{
    protected override double Draw(VariableInfo port, double chance, double size) => port.Name == "Current" ? 30 * size : base.Draw(port, chance, size);
}

public sealed class LeakyContract() : NeuronModelContract(new Leaky(), 0x892EBE1FE8F2D056, 0xA62C26E9E8D09842);

public sealed class LeakyZeroSameStepContract() : NeuronModelContract(new Leaky { Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep }, 0xFE582B163A09F41C, 0x91B5AAD81BAE92CA);

public sealed class PoissonNeuronContract() : NeuronModelContract(new PoissonNeuron { Rate = 200 * Syntax.Hz }, 0x79F20403CD50EF13, 0x79F20403CD50EF13);

public sealed class ParrotContract() : NeuronModelContract(new Parrot(), 0xA52C53DAA59CD0F5, 0xA52C53DAA59CD0F5);

public sealed class LifCondExpContract() : NeuronModelContract(new LifCondExp(), 0x1990657F21CFC162, 0x15A37862D1CCFE9D);

public sealed class LifCondAlphaContract() : NeuronModelContract(new LifCondAlpha(), 0xFE59145661CAC70F, 0x1CAA0BAAA8A79AB5);

public sealed class LifCondBetaContract() : NeuronModelContract(new LifCondBeta(), 0x90CA4536B3026E8F, 0x233256D3804C8EB3);

public sealed class LifCondExpSfaRrContract() : NeuronModelContract(new LifCondExpSfaRr(), 0xBE4F7F1B31E5EA0F, 0x9C670D86E7C189B8);

public abstract class AdExContract(INeuronModel model, ulong simd, ulong simdDouble) : NeuronModelContract(model, simd, simdDouble)
{
    protected override bool IsTranscendental => true;

    protected override double Draw(VariableInfo port, double chance, double size) => port.Name == "Current" ? 2500 * size : base.Draw(port, chance, size);
}

public sealed class AdExCondExpContract() : AdExContract(new AdExCondExp(), 0x9532F0C10359244C, 0x01A9A4BAE67F8DF6);

public sealed class AdExCondAlphaContract() : AdExContract(new AdExCondAlpha(), 0x8E650FC8748B1E5E, 0x150051D12D3C9266);

public sealed class AdExPscExpContract() : AdExContract(new AdExPscExp(), 0x8A0174AEE893EC22, 0xFA49042D9B18A44E);

public sealed class AdExRefractoryContract() : AdExContract(new AdExCondExp { Refractory = 1 * Syntax.ms }, 0x8994962198B3670D, 0xBB45149C895FA76E);

public sealed class QuadraticIfContract() : NeuronModelContract(new QuadraticIf(), 0xC6EF0B4EE0B51E56, 0x4DED1EB8FD8EB491);

public sealed class ExponentialIfContract() : NeuronModelContract(new ExponentialIf(), 0x610F491CB01578EA, 0x9FB81DD866131797)
{
    protected override bool IsTranscendental => true;
}
