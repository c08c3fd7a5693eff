using Myelin.Neurons;

namespace Myelin.Tests.Neurons;

public sealed class NirThresholdContract() : NeuronModelContract(new NirThreshold { Threshold = 0.5 }, 0x98CD9DD0448EE26E, 0x98CD9DD0448EE26E)
{
    protected override bool HasMembrane => false;
}

public sealed class NirIContract() : NeuronModelContract(new NirI(), 0x74E467942AAAC5E2, 0x67EB7C88C259A229)
{
    protected override bool IsGraded => true;
}

public sealed class NirIfContract() : NeuronModelContract(new NirIf(), 0x9BE87EA7998E2FF4, 0x070DCF18A6D25A58);

public sealed class NirLiContract() : NeuronModelContract(new NirLi(), 0x943ABBCBBD355A26, 0x54857AC2205BE988)
{
    protected override bool IsGraded => true;
}

public sealed class NirLifContract() : NeuronModelContract(new NirLif { R = 3 }, 0x33C6FB45B3C75AE0, 0x660DA8FCC3766AD5);

public sealed class NirCubaLiContract() : NeuronModelContract(new NirCubaLi(), 0x48630707B7D42C14, 0x7208E9D02E130FED)
{
    protected override bool IsGraded => true;
}

public sealed class NirCubaLifContract() : NeuronModelContract(new NirCubaLif { R = 4 }, 0xF614E51FDE03B71E, 0x8DFE2932655C1EAD);

public sealed class IfContract() : NeuronModelContract(new If(), 0xA2B4E3D9F0FF656B, 0xA2B4E3D9F0FF656B);

public sealed class IfSubtractContract() : NeuronModelContract(new If { Reset = ResetMode.Subtract, DetachReset = true }, 0x8299BEF39D7CDB5D, 0xD7700CBF3C50959C);

public sealed class LifContract() : NeuronModelContract(new Lif { Threshold = 0.6 }, 0xCD4F372F1528BAAF, 0x766BD4700B90301F);

public sealed class LifSubtractRobustContract() : NeuronModelContract(new Lif { Tau = 4, DecayInput = false, Reset = ResetMode.Subtract, ThresholdRobust = true, Threshold = 1.5 }, 0x093B6B26B3FD83EC, 0x82CD3088CF5C10FE);

public sealed class ParametricLifContract() : NeuronModelContract(new ParametricLif { Threshold = 0.6 }, 0xCD4F372F1528BAAF, 0x766BD4700B90301F);

public sealed class DiscreteEifContract() : NeuronModelContract(new DiscreteEif(), 0x52C07F9D85935488, 0x38D9DE5A32B5531F)
{
    protected override bool IsTranscendental => true;
}

public sealed class DiscreteQifContract() : NeuronModelContract(new DiscreteQif { A = 0.2, B = 0.2 }, 0xBCC377DBC9BAAFB5, 0x29D46EF99F37BCA7);

public sealed class SynapticContract() : NeuronModelContract(new Synaptic { Alpha = 0.5, Threshold = 6 }, 0xBF3B2069D2BEDA43, 0x5492EDF42185EC38);

public sealed class SynapticZeroSameStepContract() : NeuronModelContract(new Synaptic { Alpha = 0.5, Threshold = 5, Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep, Bias = 0.01 }, 0x52F3354A30420C0C, 0xB827C0CD4387CAB7);

public sealed class LapicqueContract() : NeuronModelContract(new Lapicque { Resistance = 3 }, 0x70AAC39BACB77A8B, 0x49F5DF2E568D4F58);

public sealed class AlphaContract() : NeuronModelContract(new Alpha(), 0x9BFAAB415CA3756C, 0xA52781E19CBA91CD);

public sealed class AlphaZeroContract() : NeuronModelContract(new Alpha { Reset = ResetMode.Zero }, 0x5B85AB86BEA9476E, 0xE69560128996984C);

public sealed class LsnnContract() : NeuronModelContract(new Lsnn(), 0xDFFD219A4BBC5339, 0xB019D3D21FBDFACE);

public sealed class AdaptiveLifContract() : NeuronModelContract(new AdaptiveLif(), 0x71A6BF22061CA362, 0x191036A66628ECED);

public sealed class DiscreteAdExContract() : NeuronModelContract(new DiscreteAdEx(), 0xE7A17C2ADDC7ECA6, 0x68A6AE09745DE2AF)
{
    protected override bool IsTranscendental => true;
}
