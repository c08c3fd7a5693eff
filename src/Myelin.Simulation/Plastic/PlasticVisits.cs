using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <inheritdoc cref="PlasticDelivery"/>
internal sealed unsafe partial class PlasticVisits<V, T, TStep> : PlasticDelivery
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPlasticityRuleStep<V>
{
    private const int Ahead = 8;

    private readonly PlasticParts parts;
    private readonly SegmentLayout<T> layout;
    private readonly List<SlowerRule<T>> slower;
    private readonly DelayPlace place;
    private readonly SynapseRows rows;
    private readonly T* accumulators;
    private readonly NativeBuffer<V> constants;
    private readonly NativeBuffer<Vector512<int>> pending;
    private readonly NativeBuffer<T> perTarget;
    private readonly PostTrain<T> train;
    private readonly FactorArrivals<T> arrivals;
    private readonly Dictionary<int, NativeBuffer<byte>> replaced = [];
    private readonly V dt;
    private readonly int clock;
    private readonly ulong seed;
    private readonly int ringBits;
    private readonly int firstLocal;

    public PlasticVisits(PlasticParts parts, SegmentLayout<T> layout, IPlasticityRuleModel rule, Time dt, ulong seed, List<SlowerRule<T>> slower)
    {
        (this.parts, this.layout, this.slower, this.seed) = (parts, layout, slower, seed);
        rows = parts.Rows;
        accumulators = (T*)parts.Accumulators;
        train = (PostTrain<T>)parts.Trains[0];
        ringBits = BitOperations.Log2((uint)train.Ring);
        firstLocal = parts.Target.Local;
        place = rows.FirstDelay == 0 ? DelayPlace.Axon : parts.Projection.Learning!.Delay;
        this.dt = V.Constant(dt.InMilliseconds);
        clock = SlowerRule<T>.Steps(rule, dt);
        double[] numbers = rule.LowerConstants(dt);
        constants = new NativeBuffer<V>(numbers.Length);
        for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = V.Constant(numbers[i]);
        pending = new NativeBuffer<Vector512<int>>(2L * train.Ring);
        bool needsTargets = TStep.SeesFactor || TStep.SeesTotal || slower.Count > 0;
        perTarget = new NativeBuffer<T>(needsTargets ? parts.Target.Count : 0);
        arrivals = new FactorArrivals<T>(new FactorRing(TStep.SeesFactor ? rows.LastDelay + 2 : 0, parts.Target.Count), parts.Factor, parts.Projection, parts.Target);
        if (TStep.StepSeesFactor) train.Factor ??= arrivals;
    }

    private enum Event
    {
        Date,
        Pre,
        Factor,
        Tick,
    }

    public override Projection Projection => parts.Projection;

    public override FactorRing Factors => arrivals.Ring;

    public override Slice Target => parts.Target;

    public override long Synapses => rows.Synapses;

    public override long Bytes => rows.Bytes + perTarget.Bytes + pending.Bytes;

    public override int Port => parts.Port;

    public override uint Group => 0x8000_0000u | ((uint)parts.Projection.Index << 8) | (uint)parts.Port;

    public override int Sources => rows.Sources;

    public override int States => TStep.Variables + (TStep.TracksTime ? 1 : 0) + 2 + TStep.PreTraces;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override long Deliver(long step)
    {
        int now = checked((int)step);
        if (TStep.HasOnFactor) ApplyFactors(now);
        foreach (PostTrain remembered in parts.Trains)
        {
            if (remembered.RoundAt == step) BringUpToDate(step);
        }

        if (step > 0) Tick(step);
        int first = rows.FirstDelay, last = (int)Math.Min(rows.LastDelay, step);
        long events = 0;
        for (int d = first; d <= last; d++)
        {
            int lag = place == DelayPlace.Axon ? 0 : d, shift = place == DelayPlace.Dendrite ? d : 0, time = now - lag;

            // Along the axon, a spike arrives before the target's own of the same step.
            int end = place == DelayPlace.Axon || TStep.PairsSimultaneous ? time - shift - 1 : time - shift;
            int known = place != DelayPlace.Axon && TStep.PairsSimultaneous ? time - shift : time - shift - 1;
            train.Show(Math.Max(end, known));
            foreach (SpikeHistory history in parts.Sources)
            {
                ReadOnlySpan<int> spikes = history.At(step - d);
                for (int i = 0; i < Math.Min(Ahead, spikes.Length); i++) FetchRow(spikes[i]);
                PlasticSegment* next = spikes.Length == 0 ? null : SegmentOf(spikes[0], d);
                for (int i = 0; i < spikes.Length; i++)
                {
                    PlasticSegment* segment = next;
                    if (i + Ahead < spikes.Length) FetchRow(spikes[i + Ahead]);
                    if (i + 1 < spikes.Length) Fetch(next = SegmentOf(spikes[i + 1], d));
                    if (segment is null) continue;
                    Visit<PreEvent>(segment, spikes[i], d, time, shift, end, known);
                    events += segment->Count;
                }
            }
        }

        return events;
    }

    public override void BringUpToDate(long step) => VisitAll<DateEvent>(checked((int)step) - 1);

    public override void Dispose()
    {
        constants.Dispose();
        pending.Dispose();
        perTarget.Dispose();
        foreach (NativeBuffer<byte> row in replaced.Values) row.Dispose();
        rows.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PlasticSegment* SegmentOf(int source, int delay)
    {
        uint* row = (uint*)rows.Pointers[source];
        uint d = (uint)(delay - rows.FirstDelay);
        return row is null || d >= row[0] || row[1 + d] == row[2 + d] ? null : (PlasticSegment*)((byte*)row + row[1 + d]);
    }

    // What a row begins with, some visits ahead; then a whole segment, one visit ahead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FetchRow(int source)
    {
        if (Sse.IsSupported) Sse.Prefetch0((void*)rows.Pointers[source]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch(PlasticSegment* segment)
    {
        if (!Sse.IsSupported || segment is null) return;
        byte* end = (byte*)segment + layout.Bytes(segment->Count);
        for (byte* at = (byte*)((nint)segment & ~63); at < end; at += 64) Sse.Prefetch1(at);
    }

    // A factor of the end of a step acts behind all spikes that reach a synapse with it.
    private void ApplyFactors(int now)
    {
        for (int d = rows.FirstDelay; d <= rows.LastDelay; d++)
        {
            int time = now - 1 - (place == DelayPlace.Axon ? 0 : d);
            if (!arrivals.At(time, perTarget.Span)) continue;
            VisitDelay<FactorEvent>(d, time);
        }
    }

    private void Tick(long step)
    {
        bool ticks = TStep.HasOnTick && step % clock == 0, ticksSlower = false;
        foreach (SlowerRule<T> rule in slower) ticksSlower |= step % rule.Clock == 0;
        if (!ticks && !ticksSlower) return;
        if (TStep.SeesTotal || ticksSlower) BringUpToDate(step);
        if (ticks)
        {
            if (TStep.SeesTotal) SlowerRule<T>.Sum(rows, layout, firstLocal, perTarget.Span);
            VisitAll<TickEvent>(checked((int)step) - 1);
        }

        if (IsFrozen) return;
        foreach (SlowerRule<T> rule in slower)
        {
            if (step % rule.Clock == 0) rule.Tick(rows, layout, perTarget.Span, place, checked((int)step) - 1);
        }
    }

    private void VisitAll<TEvent>(int now)
        where TEvent : struct, IEvent
    {
        for (int d = rows.FirstDelay; d <= rows.LastDelay; d++) VisitDelay<TEvent>(d, now - (place == DelayPlace.Axon ? 0 : d));
    }

    private void VisitDelay<TEvent>(int delay, int time)
        where TEvent : struct, IEvent
    {
        int shift = place == DelayPlace.Dendrite ? delay : 0;
        train.Show(time - shift);
        for (int source = 0; source < rows.Sources; source++)
        {
            PlasticSegment* segment = SegmentOf(source, delay);
            if (segment is not null) Visit<TEvent>(segment, source, delay, time, shift, time - shift, time - shift);
        }
    }

    private interface IEvent
    {
        static abstract int Kind { get; }
    }

    private readonly struct DateEvent : IEvent
    {
        public static int Kind => (int)Event.Date;
    }

    private readonly struct PreEvent : IEvent
    {
        public static int Kind => (int)Event.Pre;
    }

    private readonly struct FactorEvent : IEvent
    {
        public static int Kind => (int)Event.Factor;
    }

    private readonly struct TickEvent : IEvent
    {
        public static int Kind => (int)Event.Tick;
    }
}
