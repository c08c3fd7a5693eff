using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;
using Myelin.Values.Surrogates;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>Exact gradients of spike times in continuous time, as <see cref="EventCorrection"/> has them.</summary>
internal sealed class EventRule : SpikeTimeRule
{
    public static EventRule Instance { get; } = new();

    public override string? Refusal(INeuronModel model, Time dt)
    {
        MembraneProbe probe = MembraneProbe.Of(model, dt);
        if (probe.IsStochastic) return "draws random numbers, so its spikes have no time that depends on the weights";
        if (!probe.HasThreshold) return "has no threshold that what arrives could cross";
        if (model.LowerConstants(dt).AsSpan().SequenceEqual(model.LowerConstants(0.5 * dt))) return "counts in steps, so its membrane has no rate of change at which it crosses its threshold";
        if (!(Math.Abs(probe.Response[4]) > 2 * Math.Abs(probe.Response[0]))) return $"has no current that outlasts a spike: its membrane jumps with what arrives at {model.Info.Ports[0].Name}, so it does not cross its threshold continuously";
        if (probe.Spiked is null) return "does not spike, whatever arrives";
        if (probe.IsHeldAfterSpike) return "holds its membrane after a spike, and the end of that time has no gradient; its refractory period must be 0";
        return null;
    }

    public override IScan Build(INeuronModel model, Time dt, int learnt) => model.Accept<Simd, IScan>(new Plain(model, dt));

    private sealed class Plain(INeuronModel model, Time dt) : INeuronVisitor<Simd, IScan>
    {
        public IScan Visit<TStep>()
            where TStep : struct, INeuronStep<Simd>
        {
            IFlow flow = model.Accept<Dual<Simd, Tangent<Simd>, NoDerivative>, IFlow>(new Flows<TStep>(model, dt));
            IJacobian distance = ScanBuilder.Jacobian<TStep, StraightThrough>(model);
            return ScanBuilder.Corrected<TStep, NoDerivative>(model, new EventCorrection(distance, flow, TStep.States, dt.InMilliseconds));
        }
    }

    private sealed class Flows<TForward>(INeuronModel model, Time dt) : INeuronVisitor<Dual<Simd, Tangent<Simd>, NoDerivative>, IFlow>
        where TForward : struct, INeuronStep<Simd>
    {
        public IFlow Visit<TStep>()
            where TStep : struct, INeuronStep<Dual<Simd, Tangent<Simd>, NoDerivative>> => new Flow<TStep, TForward>(model, dt);
    }
}
