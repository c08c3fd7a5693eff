using System.Numerics;
using System.Runtime.Intrinsics;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <summary>A rule that acts on the weights of another's synapses on a clock: scaling, normalisation.</summary>
internal abstract unsafe class SlowerRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps between two ticks.</summary>
    public required int Clock { get; init; }

    /// <summary>A tick.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="layout">Where things lie in their segments.</param>
    /// <param name="totals">Room for a number per target.</param>
    /// <param name="place">Where the delay passes.</param>
    /// <param name="now">The step that has just ended.</param>
    public abstract void Tick(SynapseRows rows, SegmentLayout<T> layout, Span<T> totals, DelayPlace place, int now);

    /// <summary>The steps between two ticks of a rule, at least 1.</summary>
    public static int Steps(IPlasticityRuleModel rule, Time dt) => (int)Math.Clamp(Math.Round(rule.Clock / dt), 1, int.MaxValue);

    /// <summary>Sums the weights that each target receives, in the order of the sources.</summary>
    public static void Sum(SynapseRows rows, SegmentLayout<T> layout, int firstLocal, Span<T> totals)
    {
        totals.Clear();
        for (int source = 0; source < rows.Sources; source++)
        {
            uint* row = (uint*)rows.Pointers[source];
            if (row is null) continue;
            for (int d = 0; d < row[0]; d++)
            {
                if (row[1 + d] == row[2 + d]) continue;
                var segment = (PlasticSegment*)((byte*)row + row[1 + d]);
                for (int i = 0; i < segment->Count; i++) totals[layout.Targets(segment)[i] - firstLocal] += layout.Variable(segment, 0)[i];
            }
        }
    }
}

/// <inheritdoc cref="SlowerRule{T}"/>
internal sealed unsafe class SlowerRule<V, T, TStep>(double[] numbers, Time dt, int firstLocal, PostTrain<T> train) : SlowerRule<T>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPlasticityRuleStep<V>
{
    private readonly V[] constants = [.. numbers.Select(V.Constant)];

    public override void Tick(SynapseRows rows, SegmentLayout<T> layout, Span<T> totals, DelayPlace place, int now)
    {
        if (TStep.SeesTotal) Sum(rows, layout, firstLocal, totals);
        for (int source = 0; source < rows.Sources; source++)
        {
            uint* row = (uint*)rows.Pointers[source];
            if (row is null) continue;
            for (int d = 0; d < row[0]; d++)
            {
                if (row[1 + d] == row[2 + d]) continue;
                int delay = rows.FirstDelay + d;
                int seen = place switch { DelayPlace.Axon => now, DelayPlace.Dendrite => now - (2 * delay), _ => now - delay };
                Tick((PlasticSegment*)((byte*)row + row[1 + d]), layout, totals, seen);
            }
        }
    }

    private void Tick(PlasticSegment* segment, SegmentLayout<T> layout, Span<T> totals, int seen)
    {
        V* post = stackalloc V[TStep.PostTraces + 1];
        T* weights = layout.Variable(segment, 0);
        for (int i = 0; i < segment->Count; i += Lanes.Count)
        {
            int n = Math.Min(Lanes.Count, segment->Count - i);
            Vector512<int> target = Lanes.Load(layout.Targets(segment) + i, n) - Vector512.Create(firstLocal);
            V weight = Lanes.Load<V, T>(weights + i, n), since = V.Zero, total = V.Zero;
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                int neuron = target[lane], spike = train.Counts[neuron] - 1;
                long ring = (long)neuron * train.Ring;
                while (train.Times[ring + (spike & (train.Ring - 1))] > seen) spike--;
                long at = ring + (spike & (train.Ring - 1));
                for (int v = 0; v < TStep.PostTraces; v++) ((T*)(post + v))[lane] = train.Trace(v)[at];
                ((T*)&since)[lane] = T.CreateTruncating((seen - train.Times[at]) * dt.InMilliseconds);
                if (TStep.SeesTotal) ((T*)&total)[lane] = totals[neuron];
            }

            TStep.OnTick(ref weight, in constants[0], in *post, in *post, in *post, V.Zero, since, V.Zero, V.Zero, total, V.Zero);
            Lanes.Store(weights + i, weight, n);
        }
    }
}

/// <summary>Builds whatever rule accepts it.</summary>
internal sealed class SlowerRuleBuilder<V, T>(IPlasticityRuleModel rule, Time dt, int firstLocal, PostTrain<T> train) : IPlasticityRuleVisitor<V, SlowerRule<T>>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public SlowerRule<T> Visit<TStep>()
        where TStep : struct, IPlasticityRuleStep<V> =>
        new SlowerRule<V, T, TStep>(rule.LowerConstants(dt), dt, firstLocal, train) { Clock = SlowerRule<T>.Steps(rule, dt) };
}
