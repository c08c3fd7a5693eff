using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>Gradients of spike times counted in steps, as <see cref="SequenceCorrection"/> has them; the surrogate's where hardly anything spikes.</summary>
/// <param name="bound">The largest inverse of the rise of a membrane.</param>
/// <param name="warmUp">The fraction of outputs that must be spikes.</param>
internal sealed class SequenceRule(double bound, double warmUp) : SpikeTimeRule
{
    public override string? Refusal(INeuronModel model, Time dt)
    {
        MembraneProbe probe = MembraneProbe.Of(model, dt);
        if (probe.IsStochastic) return "draws random numbers, so its spikes have no time that depends on the weights";
        if (!probe.HasThreshold) return "has no threshold that what arrives could cross";
        return probe.Membrane >= 0 ? null : "compares no state variable of its own with its threshold, so nothing tells how fast its membrane rises";
    }

    public override IScan Build(INeuronModel model, Time dt, int learnt) => model.Accept<Simd, IScan>(new Plain(model, MembraneProbe.Of(model, dt).Membrane, bound));

    public override bool IsUsed(double activity) => activity >= warmUp;

    private sealed class Plain(INeuronModel model, int membrane, double bound) : INeuronVisitor<Simd, IScan>
    {
        public IScan Visit<TStep>()
            where TStep : struct, INeuronStep<Simd>
        {
            IJacobian distance = ScanBuilder.Jacobian<TStep, StraightThrough>(model), held = ScanBuilder.Jacobian<TStep, NoDerivative>(model);
            return ScanBuilder.Corrected<TStep, NoDerivative>(model, new SequenceCorrection(distance, held, TStep.States, membrane, bound));
        }
    }
}
