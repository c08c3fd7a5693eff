using Myelin.Neurons;
using Myelin.Quantities;

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

public sealed class KlifContract() : NeuronModelContract(new Klif { K = 1.2, Threshold = 0.8 }, 0x4B983D6606924F2C, 0x6A20111F802CBAE7);

public sealed class KlifScaledContract() : NeuronModelContract(new Klif { K = 1.2, ScaleReset = true, DecayInput = false, Reset = ResetMode.Subtract }, 0xB60593ED77A86B58, 0xCE7522277D164740);

public sealed class GatedLifContract() : NeuronModelContract(new GatedLif { Threshold = 0.9 }, 0xFDF3C9B61ECD2134, 0x738E05DB917FD95B);

public sealed class TernarySpikeContract() : NeuronModelContract(new TernarySpike(), 0x403C4CCB2400884C, 0x3CD0C5AEF80267D2)
{
    protected override double Draw(VariableInfo port, double chance, double size) => 3 * (size - 0.5);
}

public sealed class IntegerLifContract() : NeuronModelContract(new IntegerLif(), 0xCB02885CEBA08B83, 0x76820E46726B5E67)
{
    protected override double Draw(VariableInfo port, double chance, double size) => chance < 0.2 ? 4 * size : 0.3 * size;
}

public sealed class ConstantLeakIfContract() : NeuronModelContract(new ConstantLeakIf { Leak = 0.02, Bias = 0.05, Refractory = 3 }, 0xE73797FAB3742132, 0x2533A51B889CCA0C)
{
    protected override bool IsSpontaneous => true;

    protected override double Draw(VariableInfo port, double chance, double size) => chance < 0.2 ? 2 * size : 0.1 * size;
}

public sealed class FewSpikesContract() : NeuronModelContract(new FewSpikes(), 0x13705BC88FF31EF5, 0xC82652FA49390A76)
{
    protected override IReadOnlyList<string> Discrete => ["Phase"];
}

public sealed class CycleIfContract() : NeuronModelContract(new CycleIf(), 0xC3EF83337D0B041F, 0xB7308B63ECBC5DC1)
{
    protected override IReadOnlyList<string> Discrete => ["Phase"];
}

public sealed class BurstIfContract() : NeuronModelContract(new BurstIf { Threshold = 2 }, 0x5072B179BF5AC61D, 0xC5E2A83C6795FF4A);

public sealed class UltraLifContract() : NeuronModelContract(new UltraLif(), 0x7F77558EC45CABE9, 0x8994514D09F8AEAF)
{
    protected override bool IsGraded => true;

    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class UltraDlifContract() : NeuronModelContract(new UltraDlif(), 0x9AAB52420D65D1BA, 0x9286F4CF496CCFCA)
{
    protected override bool IsGraded => true;

    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class MetaNeuronContract() : NeuronModelContract(new MetaNeuron(), 0x082F3F240388B330, 0xC329BCE848FFAFC1);

public sealed class SigmaDeltaContract() : NeuronModelContract(new SigmaDelta(), 0xD9B417837D09DC54, 0x232BCB151C2A55B0)
{
    protected override double Draw(VariableInfo port, double chance, double size) => chance < 0.3 ? size - 0.4 : 0.02 * size;
}

public sealed class ResonateAndFireContract() : NeuronModelContract(new ResonateAndFire(), 0x32D064424CE70E98, 0xDD13F4EDD3666388)
{
    protected override double Draw(VariableInfo port, double chance, double size) => chance < 0.2 ? size : 0;
}

public sealed class BalancedResonateAndFireContract() : NeuronModelContract(new BalancedResonateAndFire(), 0x5334699B62BB82F3, 0x8412E18DE813FC16)
{
    protected override Time Dt => 10 * Syntax.ms;

    protected override double Draw(VariableInfo port, double chance, double size) => 30 * (size - 0.3);
}

public sealed class OnOffAnnealerContract() : NeuronModelContract(new OnOffAnnealer { Trial = 0.5 }, 0x1039FE3AC7CAC825, 0x22526BABA902B6A5)
{
    protected override bool IsTranscendental => true;
}

public sealed class AlifContract() : NeuronModelContract(new Alif { Threshold = 4 }, 0x9FF1FD30B189FE29, 0x26211DD505B3FC54);

public sealed class AlifLsnnContract() : NeuronModelContract(new Alif { ScaleInput = true, ScaleAdaptation = true, SubtractAdapted = true, Threshold = 0.5 }, 0xFE4D63F8217FDC32, 0x1BDA6C66B3526401);

public sealed class McCullochPittsContract() : NeuronModelContract(new McCullochPitts { Threshold = 0.5 }, 0x7B99DFF3FD628C32, 0x7B99DFF3FD628C32)
{
    protected override bool HasMembrane => false;
}

public sealed class BinaryNeuronContract() : NeuronModelContract(new BinaryNeuron { Tau = 1 * Syntax.ms }, 0x0DC6A780302E7780, 0x2B2036B3337505FA)
{
    protected override bool IsTranscendental => true;
}

public sealed class BinaryNeuronColdContract() : NeuronModelContract(new BinaryNeuron { Tau = 1 * Syntax.ms, Temperature = 0, Spin = true }, 0x7868C47944E287BD, 0x84BFDBA2B6F58A71);

public sealed class EscapeRateContract() : NeuronModelContract(new EscapeRate { Refractory = 1 * Syntax.ms }, 0xDA282269B4EAAAAC, 0xE656B102F24499B3)
{
    protected override bool IsTranscendental => true;
}

public sealed class EscapeRateSigmoidContract() : NeuronModelContract(new EscapeRate { Function = EscapeFunction.Sigmoid, Threshold = 0.2 }, 0xA37C055A9E72DEA0, 0x96AAF7F393DFE35B)
{
    protected override bool IsTranscendental => true;
}

public sealed class GalvesLoecherbachContract() : NeuronModelContract(new GalvesLoecherbach(), 0x93531739624A9127, 0x8C0B33D00D803D51)
{
    protected override bool IsTranscendental => true;
}

public sealed class LiquidTimeConstantContract() : NeuronModelContract(new LiquidTimeConstant(), 0xF6078BA2116705A7, 0x389F71C9BD6B6B92)
{
    protected override bool IsGraded => true;

    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class SegmentNeuronContract() : NeuronModelContract(new SegmentNeuron { SegmentThreshold = 0.4, FeedforwardThreshold = 0.3, Hold = 20 }, 0x0C3A4D1570F683EA, 0x0C3A4D1570F683EA)
{
    protected override bool HasMembrane => false;

    protected override IReadOnlyList<string> Discrete => ["Depolarised"];
}

public sealed class TwoCompartmentContract() : NeuronModelContract(new TwoCompartment(), 0x1CBB05C21E941625, 0xD56B8886583D29FE)
{
    protected override bool IsTranscendental => true;

    protected override IReadOnlyList<string> Discrete => ["Hold", "Travelling"];

    protected override double Draw(VariableInfo port, double chance, double size) => 200 * size;
}

public sealed class TwoPointPyramidalContract() : NeuronModelContract(new TwoPointPyramidal { Decay = 0.5 }, 0x1C6994CD3FB00F8C, 0xC00BD6CEE4CF218C)
{
    protected override bool HasMembrane => false;

    protected override bool IsTranscendental => true;
}

public sealed class TwoPointPyramidalCooperateContract() : NeuronModelContract(new TwoPointPyramidal { Function = ContextFunction.Cooperate }, 0xC06C06B1728D430F, 0x26D213228B66B576)
{
    protected override bool HasMembrane => false;

    protected override bool IsTranscendental => true;
}

public sealed class WilsonCowanContract() : NeuronModelContract(new WilsonCowan(), 0x480349E056AF193A, 0x0DFBC0976F5A09D4)
{
    protected override bool IsGraded => true;

    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class AdaptiveResetLifContract() : NeuronModelContract(new AdaptiveResetLif { A = 0.3 }, 0xA3E87565D9DE5F3E, 0x4D7673466FDBD5BF)
{
    protected override bool IsTranscendental => true;

    // The memory starts at the bend between its two decays.
    protected override IReadOnlyList<string> Discrete => ["M"];
}

public sealed class KuramotoNeuronContract() : NeuronModelContract(new KuramotoNeuron(), 0xDA937800C13A3141, 0x68C52E0727D236A4)
{
    protected override bool HasMembrane => false;

    protected override bool IsGraded => true;

    protected override bool IsSpontaneous => true;
}

public sealed class ExpressiveLeakyMemoryContract() : NeuronModelContract(new ExpressiveLeakyMemory { OutputBias = 0.05 }, 0x8126D99AF98C8DF3, 0x32F162F8A90F5DD3)
{
    protected override bool IsTranscendental => true;

    protected override bool IsSpontaneous => true;
}

public sealed class LeakyRateContract() : NeuronModelContract(new LeakyRate { Slope = 0.25 }, 0xB414AB97823930DA, 0x6AAD36A7EBDE58D6)
{
    protected override bool IsGraded => true;
}
