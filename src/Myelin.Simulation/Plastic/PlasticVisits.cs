using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
            foreach (SpikeHistory history in parts.Sources)
            {
                foreach (int source in history.At(step - d))
                {
                    if (SegmentOf(source, d) is var segment && segment is null) continue;
                    Visit<PreEvent>(segment, source, d, time, shift, end, known);
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
        for (int source = 0; source < rows.Sources; source++)
        {
            PlasticSegment* segment = SegmentOf(source, delay);
            if (segment is not null) Visit<TEvent>(segment, source, delay, time, shift, time - shift, time - shift);
        }
    }

    /// <summary>Lets an event reach the synapses of a segment, after the postsynaptic spikes that reached them before.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="source">Index of the source neuron.</param>
    /// <param name="delay">The delay in steps.</param>
    /// <param name="time">When the event reaches the synapses, in steps.</param>
    /// <param name="shift">How long a postsynaptic spike takes to reach them, in steps.</param>
    /// <param name="end">The last step whose postsynaptic spikes have reached them before.</param>
    /// <param name="known">The last step whose postsynaptic spikes the event sees in the traces.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Visit<TEvent>(PlasticSegment* segment, int source, int delay, int time, int shift, int end, int known)
        where TEvent : struct, IEvent
    {
        V* work = stackalloc V[TStep.Variables + TStep.Variables + TStep.PreTraces + TStep.PostTraces + TStep.Followed + 1];
        V* variables = work, changed = variables + TStep.Variables, pre = changed + TStep.Variables, post = pre + TStep.PreTraces, neuron = post + TStep.PostTraces;
        V draw = V.Zero;
        T* traces = SegmentLayout<T>.Traces(segment);
        ushort* targets = layout.Targets(segment);
        T* weights = layout.Variable(segment, 0);
        int count = segment->Count, from = segment->From, lastPre = segment->LastPre, mask = train.Ring - 1;
        bool learns = !IsFrozen;
        Vector512<int>* waiting = pending.Pointer;
        for (int v = 0; v < TStep.PreTraces; v++) pre[v] = V.Constant(double.CreateTruncating(traces[v]));
        V sincePre = Since(time - lastPre);
        for (int i = 0; learns && i < count; i += Lanes.Count)
        {
            int n = Math.Min(Lanes.Count, count - i);
            Vector512<int> target = Lanes.Load(targets + i, n) - Vector512.Create(firstLocal);
            for (int v = 0; v < TStep.Variables; v++) variables[v] = Lanes.Load<V, T>(weights + ((long)v * count) + i, n);
            Vector512<int> last = TStep.TracksTime ? Lanes.Load(layout.Times(segment) + i, n) : default;
            // What most synapses need lies in little memory; the longer record is read only where that does not suffice.
            Vector512<int> newest = Lanes.Gather(train.Newest, target), ring = default, spikes = default;
            bool isRead = false;
            if (TStep.HasOnPost)
            {
                // Back in time to the last spike that is known already, then forth again.
                int found = 0;
                Vector512<int> open = Vector512.Create(from), isNew = Vector512.GreaterThanOrEqual(newest, open);
                if (isNew != Vector512<int>.Zero)
                {
                    (spikes, ring, isRead) = (Lanes.Gather(train.Counts, target) - Vector512<int>.One, Vector512.ShiftLeft(target, ringBits), true);
                    Vector512<int> at = spikes, seen = newest;
                    bool isSecond = true;
                    while (isNew != Vector512<int>.Zero)
                    {
                        waiting[2 * found] = seen;
                        waiting[(2 * found++) + 1] = at;
                        at += isNew;
                        seen = isSecond
                            ? Vector512.ConditionalSelect(isNew, Lanes.Gather(train.Previous, target), newest)
                            : Lanes.Gather(train.Times, ring + (at & Vector512.Create(mask)));
                        isSecond = false;
                        isNew = Vector512.GreaterThanOrEqual(seen, open);
                    }
                }

                for (int f = found - 1; f >= 0; f--)
                {
                    Vector512<int> spike = waiting[2 * f];
                    Vector512<int> acts = Vector512.GreaterThanOrEqual(spike, open) & Vector512.LessThanOrEqual(spike, Vector512.Create(end));
                    if (acts == Vector512<int>.Zero) continue;
                    V condition = Lanes.Of<V>(acts), sincePost = V.Zero;
                    Vector512<int> reaches = spike + Vector512.Create(shift);
                    if (TStep.PostSeesPost)
                    {
                        Vector512<int> before = ring + ((waiting[(2 * f) + 1] - Vector512<int>.One) & Vector512.Create(mask));
                        for (int v = 0; v < TStep.PostTraces; v++) post[v] = Lanes.Gather<V, T>(train.Trace(v), before);
                        sincePost = Since(spike - Lanes.Gather(train.Times, before));
                    }

                    if (TStep.PostSeesNeuron)
                    {
                        Vector512<int> then = ring + (waiting[(2 * f) + 1] & Vector512.Create(mask));
                        for (int v = 0; v < TStep.Followed; v++) neuron[v] = Lanes.Gather<V, T>(train.Trace(TStep.PostTraces + v), then);
                    }

                    if (TStep.DrawsAtPost) draw = Draws(source, delay, targets + i, n, reaches, kind: 0);
                    for (int v = 0; v < TStep.Variables; v++) changed[v] = variables[v];
                    TStep.OnPost(
                        ref *changed, in *constants.Pointer, in *pre, in *post, in *neuron, Since(reaches - Vector512.Create(lastPre)), sincePost, Since(reaches - last), V.Zero, V.Zero, draw);
                    for (int v = 0; v < TStep.Variables; v++) variables[v] = V.Select(condition, changed[v], variables[v]);
                    if (TStep.TracksTime) last = Vector512.ConditionalSelect(acts, reaches, last);
                }
            }

            if (TEvent.Kind != (int)Event.Date)
            {
                V sincePost = V.Zero;
                if (TEvent.Kind == (int)Event.Pre ? TStep.PreSeesPost : TStep.PostTraces > 0)
                {
                    // The last spike that the event sees, from the newest: behind it are only those that have not reached the synapse.
                    Vector512<int> spike = newest, isLater = Vector512.GreaterThan(spike, Vector512.Create(known));
                    if (isLater == Vector512<int>.Zero)
                    {
                        for (int v = 0; v < TStep.PostTraces; v++) post[v] = Lanes.Gather<V, T>(train.NewestTrace(v), target);
                    }
                    else
                    {
                        if (!isRead) (spikes, ring) = (Lanes.Gather(train.Counts, target) - Vector512<int>.One, Vector512.ShiftLeft(target, ringBits));
                        while (isLater != Vector512<int>.Zero)
                        {
                            spikes += isLater;
                            spike = Lanes.Gather(train.Times, ring + (spikes & Vector512.Create(mask)));
                            isLater = Vector512.GreaterThan(spike, Vector512.Create(known));
                        }

                        for (int v = 0; v < TStep.PostTraces; v++) post[v] = Lanes.Gather<V, T>(train.Trace(v), ring + (spikes & Vector512.Create(mask)));
                    }

                    sincePost = Since(Vector512.Create(time - shift) - spike);
                }

                if (TStep.Followed > 0)
                {
                    Vector512<int> at = ((target >> 4) * Vector512.Create(TStep.Followed * Lanes.Count)) + (target & Vector512.Create(Lanes.Count - 1));
                    for (int v = 0; v < TStep.Followed; v++) neuron[v] = Lanes.Gather<V, T>(train.FollowedIn(Math.Max(end, known)) + (v * Lanes.Count), at);
                }

                V elapsed = Since(Vector512.Create(time) - last);
                if (TStep.TracksTime) last = Vector512.Create(time);
                if (TEvent.Kind == (int)Event.Pre)
                {
                    if (TStep.DrawsAtPre) draw = Draws(source, delay, targets + i, n, Vector512.Create(time), kind: 1);
                    TStep.OnPre(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, V.Zero, draw);
                }
                else if (TEvent.Kind == (int)Event.Factor)
                {
                    if (TStep.DrawsAtFactor) draw = Draws(source, delay, targets + i, n, Vector512.Create(time), kind: 2);
                    TStep.OnFactor(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, Lanes.Gather<V, T>(perTarget.Pointer, target), V.Zero, draw);
                }
                else
                {
                    V total = TStep.SeesTotal ? Lanes.Gather<V, T>(perTarget.Pointer, target) : V.Zero;
                    TStep.OnTick(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, total, draw);
                }
            }

            for (int v = 0; v < TStep.Variables; v++) Lanes.Store(weights + ((long)v * count) + i, variables[v], n);
            if (TStep.TracksTime)
            {
                for (int lane = 0; lane < n; lane++) layout.Times(segment)[i + lane] = ((int*)&last)[lane];
            }

            if (TEvent.Kind == (int)Event.Pre) Add(source, targets + i, weights + i, n);
        }

        if (!learns && TEvent.Kind == (int)Event.Pre) Add(source, targets, weights, count);
        segment->From = Math.Max(from, end + 1);
        if (TEvent.Kind != (int)Event.Pre) return;
        Fire(traces, pre, time - lastPre);
        segment->LastPre = time;
    }

    // Once per segment, and so not in the loop's method, which the compiler could not inline everything into.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fire(T* traces, V* pre, int since)
    {
        if (TStep.PreTraces == 0) return;
        TStep.PreSpike(ref *pre, in *constants.Pointer, Since(since));
        for (int v = 0; v < TStep.PreTraces; v++) traces[v] = *(T*)(pre + v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int source, ushort* targets, T* weights, int count)
    {
        T* into = accumulators;
        int i = 0;
        if (parts.Circuit is { } circuit)
        {
            for (; i < count; i++) into[targets[i]] += T.CreateTruncating(circuit.Delivered(source, targets[i] - firstLocal + parts.Target.First, double.CreateTruncating(weights[i])));
            return;
        }

        for (; i + 3 < count; i += 4)
        {
            into[targets[i]] += weights[i];
            into[targets[i + 1]] += weights[i + 1];
            into[targets[i + 2]] += weights[i + 2];
            into[targets[i + 3]] += weights[i + 3];
        }

        for (; i < count; i++) into[targets[i]] += weights[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Since(Vector512<int> steps) => Lanes.Of<V>(steps) * dt;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Since(int steps) => V.Constant(steps) * dt;

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
