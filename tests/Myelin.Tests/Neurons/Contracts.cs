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

public sealed class QuadraticIfContract() : NeuronModelContract(new QuadraticIf(), 0xC6EF0B4EE0B51E56, 0x4DED1EB8FD8EB491);

public sealed class ExponentialIfContract() : NeuronModelContract(new ExponentialIf(), 0x610F491CB01578EA, 0x9FB81DD866131797)
{
    protected override bool IsTranscendental => true;
}
