using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <content>What a visit does with the synapses of a segment.</content>
internal sealed unsafe partial class PlasticVisits<V, T, TStep>
{
    /// <summary>Lets an event reach the synapses of a segment, after the postsynaptic spikes that reached them before.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="source">Index of the source neuron.</param>
    /// <param name="delay">The delay in steps.</param>
    /// <param name="time">When the event reaches the synapses, in steps.</param>
    /// <param name="shift">How long a postsynaptic spike takes to reach them, in steps.</param>
    /// <param name="end">The last step whose postsynaptic spikes have reached them before.</param>
    /// <param name="known">The last step whose postsynaptic spikes the event sees in the traces.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void Visit<TEvent>(PlasticSegment* segment, int source, int delay, int time, int shift, int end, int known)
        where TEvent : struct, IEvent
    {
        V* work = stackalloc V[TStep.Variables + TStep.Variables + TStep.PreTraces + TStep.PostTraces + TStep.Followed + 1];
        V* variables = work, changed = variables + TStep.Variables, pre = changed + TStep.Variables, post = pre + TStep.PreTraces, neuron = post + TStep.PostTraces;
        ushort* padded = stackalloc ushort[Lanes.Count];
        V draw = V.Zero;
        T* traces = SegmentLayout<T>.Traces(segment);
        ushort* targets = layout.Targets(segment);
        T* weights = layout.Variable(segment, 0);
        int count = segment->Count, from = segment->From, lastPre = segment->LastPre;
        bool learns = !IsFrozen;
        RecentSpikes* recent = train.Recent - firstLocal;
        var reach = new Reach(source, delay, lastPre, shift, from, end);
        for (int v = 0; v < TStep.PreTraces; v++) pre[v] = V.Constant(double.CreateTruncating(traces[v]));
        V sincePre = Since(time - lastPre);
        for (int i = 0; learns; i += Lanes.Count)
        {
            if (TEvent.Kind == (int)Event.Pre && IsPlain) i = VisitPlain(reach, pre, targets, weights, i, count, time, known);
            if (i >= count) break;
            int n = Math.Min(Lanes.Count, count - i);
            ushort* target = n == Lanes.Count ? targets + i : Lanes.Padded(targets + i, n, padded);
            for (int v = 0; v < TStep.Variables; v++) variables[v] = Lanes.Load<V, T>(weights + ((long)v * count) + i, n);
            Vector512<int> lastEvent = TStep.TracksTime ? Lanes.Load(layout.Times(segment) + i, n) : default;
            RecentSpikes.Load(recent, target, out Vector512<int> last, out Vector512<int> second, out Vector512<int> third, out Vector512<float> trace);
            if (TStep.HasOnPost)
            {
                Vector512<int> open = Vector512.Create(from);
                if (Vector512.GreaterThanOrEqualAny(last, open))
                {
                    bool hasThird = Vector512.GreaterThanOrEqualAny(third, open);
                    if (TStep.PostSeesPost || TStep.PostSeesNeuron || (hasThird && Vector512.GreaterThanOrEqualAny(Lanes.Gather(train.Fourth, Neurons(target)), open)))
                    {
                        Vector512<int> events = lastEvent;
                        ReplayAll(reach, variables, &events, pre, target, n);
                        if (TStep.TracksTime) lastEvent = events;
                    }
                    else
                    {
                        if (hasThird) Replay(reach, ref *variables, ref lastEvent, changed, pre, post, neuron, third, target, n);
                        Replay(reach, ref *variables, ref lastEvent, changed, pre, post, neuron, second, target, n);
                        Replay(reach, ref *variables, ref lastEvent, changed, pre, post, neuron, last, target, n);
                    }
                }
            }

            if (TEvent.Kind != (int)Event.Date)
            {
                V sincePost = V.Zero;
                if (TEvent.Kind == (int)Event.Pre ? TStep.PreSeesPost : TStep.PostTraces > 0)
                {
                    for (int v = 0; v < TStep.PostTraces; v++)
                        post[v] = v == 0 && typeof(V) == typeof(Simd) ? Unsafe.BitCast<Vector512<float>, V>(trace) : Lanes.Gather<V, T>(train.NewestTrace(v), Neurons(target));
                    if (Vector512.GreaterThanAny(last, Vector512.Create(known)))
                    {
                        Vector512<int> seen = last;
                        PassOver(&seen, post, target, known);
                        last = seen;
                    }

                    sincePost = Since(Vector512.Create(time - shift) - last);
                }

                if (TStep.Followed > 0)
                {
                    Vector512<int> local = Neurons(target), at = ((local >> 4) * Vector512.Create(TStep.Followed * Lanes.Count)) + (local & Vector512.Create(Lanes.Count - 1));
                    for (int v = 0; v < TStep.Followed; v++) neuron[v] = Lanes.Gather<V, T>(train.FollowedIn(Math.Max(end, known)) + (v * Lanes.Count), at);
                }

                V elapsed = Since(Vector512.Create(time) - lastEvent);
                if (TStep.TracksTime) lastEvent = Vector512.Create(time);
                if (TEvent.Kind == (int)Event.Pre)
                {
                    if (TStep.DrawsAtPre) draw = Draws(source, delay, target, n, Vector512.Create(time), kind: 1);
                    TStep.OnPre(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, V.Zero, draw);
                }
                else if (TEvent.Kind == (int)Event.Factor)
                {
                    if (TStep.DrawsAtFactor) draw = Draws(source, delay, target, n, Vector512.Create(time), kind: 2);
                    V factor = Lanes.Gather<V, T>(perTarget.Pointer, Neurons(target));
                    TStep.OnFactor(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, factor, V.Zero, draw);
                }
                else
                {
                    V total = TStep.SeesTotal ? Lanes.Gather<V, T>(perTarget.Pointer, Neurons(target)) : V.Zero;
                    TStep.OnTick(ref *variables, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, total, draw);
                }
            }

            for (int v = 0; v < TStep.Variables; v++) Lanes.Store(weights + ((long)v * count) + i, variables[v], n);
            if (TStep.TracksTime)
            {
                for (int lane = 0; lane < n; lane++) layout.Times(segment)[i + lane] = lastEvent[lane];
            }
        }

        if (TEvent.Kind == (int)Event.Pre) Add(source, targets, weights, count);
        segment->From = Math.Max(from, end + 1);
        if (TEvent.Kind != (int)Event.Pre) return;
        Fire(traces, pre, time - lastPre);
        segment->LastPre = time;
    }

    // Whether a presynaptic spike needs the weight, what is at hand of the targets' recent spikes, and nothing else.
    private static bool IsPlain => typeof(V) == typeof(Simd) && TStep.Variables == 1 && TStep.PostTraces <= 1 && TStep.Followed == 0 && !TStep.TracksTime
        && !TStep.DrawsAtPre && !TStep.DrawsAtPost && !TStep.PostSeesPost;

    /// <summary>Lets a presynaptic spike reach blocks that need nothing else; it calls nothing, so that all it works with stays in registers.</summary>
    /// <returns>The first synapse it has left: that of a block that needs more or is not full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int VisitPlain(Reach reach, V* pre, ushort* targets, T* weights, int first, int count, int time, int known)
    {
        RecentSpikes* recent = train.Recent - firstLocal;
        int* fourths = train.Fourth - firstLocal;
        V sincePre = Since(time - reach.LastPre), none = V.Zero;
        Vector512<int> open = Vector512.Create(reach.From), noEvent = default;
        int i = first;
        for (; i + Lanes.Count <= count; i += Lanes.Count)
        {
            RecentSpikes.Load(recent, targets + i, out Vector512<int> last, out Vector512<int> second, out Vector512<int> third, out Vector512<float> trace);
            if (Vector512.GreaterThanAny(last, Vector512.Create(known))) break;
            V weight = Unsafe.ReadUnaligned<V>(weights + i), post = Unsafe.BitCast<Vector512<float>, V>(trace);
            if (TStep.HasOnPost && Vector512.GreaterThanOrEqualAny(last, open))
            {
                if (Vector512.GreaterThanOrEqualAny(third, open))
                {
                    if (Vector512.GreaterThanOrEqualAny(Lanes.Gather(fourths, Lanes.Load(targets + i, Lanes.Count)), open)) break;
                    Replay(reach, ref weight, ref noEvent, null, pre, null, null, third, targets, 0);
                }

                // A branch around the second would cost more, where it is as often taken as not.
                Replay(reach, ref weight, ref noEvent, null, pre, null, null, second, targets, 0);
                Replay(reach, ref weight, ref noEvent, null, pre, null, null, last, targets, 0);
            }

            V sincePost = Since(Vector512.Create(time - reach.Shift) - last);
            TStep.OnPre(ref weight, in *constants.Pointer, in *pre, in post, in none, sincePre, sincePost, none, none, none, none);
            Unsafe.WriteUnaligned(weights + i, weight);
        }

        return i;
    }

    /// <summary>Lets one postsynaptic spike of each target reach its synapse, where it has not done so before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Replay(
        Reach reach, ref V variables, ref Vector512<int> lastEvent, V* changed, V* pre, V* post, V* neuron, Vector512<int> spike, ushort* target, int n, V sincePost = default)
    {
        Vector512<int> acts = Vector512.GreaterThanOrEqual(spike, Vector512.Create(reach.From)) & Vector512.LessThanOrEqual(spike, Vector512.Create(reach.End));
        Vector512<int> reaches = spike + Vector512.Create(reach.Shift);
        V sincePre = Since(spike + Vector512.Create(reach.Shift - reach.LastPre)), elapsed = Since(reaches - lastEvent);
        V draw = TStep.DrawsAtPost ? Draws(reach.Source, reach.Delay, target, n, reaches, kind: 0) : V.Zero;
        if (TStep.Variables == 1)
        {
            // In a register.
            V only = variables;
            TStep.OnPost(ref only, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, V.Zero, draw);
            variables = Lanes.Select(acts, only, variables);
        }
        else
        {
            for (int v = 0; v < TStep.Variables; v++) changed[v] = Unsafe.Add(ref variables, v);
            TStep.OnPost(ref *changed, in *constants.Pointer, in *pre, in *post, in *neuron, sincePre, sincePost, elapsed, V.Zero, V.Zero, draw);
            for (int v = 0; v < TStep.Variables; v++) Unsafe.Add(ref variables, v) = Lanes.Select(acts, changed[v], Unsafe.Add(ref variables, v));
        }

        if (TStep.TracksTime) lastEvent = Vector512.ConditionalSelect(acts, reaches, lastEvent);
    }

    // Whatever is remembered of the targets: back in time to the last spike that is known already, then forth again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void ReplayAll(Reach reach, V* variables, Vector512<int>* lastEvent, V* pre, ushort* target, int n)
    {
        V* work = stackalloc V[TStep.Variables + TStep.PostTraces + TStep.Followed + 1];
        V* changed = work, post = changed + TStep.Variables, neuron = post + TStep.PostTraces;
        Vector512<int>* waiting = pending.Pointer;
        Vector512<int> local = Neurons(target), ring = Vector512.ShiftLeft(local, ringBits), mask = Vector512.Create(train.Ring - 1), open = Vector512.Create(reach.From);
        Vector512<int> at = Lanes.Gather(train.Counts, local) - Vector512<int>.One, spike = Lanes.Gather(train.Times, ring + (at & mask));
        Vector512<int> isNew = Vector512.GreaterThanOrEqual(spike, open);
        int found = 0;
        while (isNew != Vector512<int>.Zero)
        {
            waiting[2 * found] = spike;
            waiting[(2 * found++) + 1] = at;
            at += isNew;
            spike = Lanes.Gather(train.Times, ring + (at & mask));
            isNew = Vector512.GreaterThanOrEqual(spike, open);
        }

        for (int f = found - 1; f >= 0; f--)
        {
            spike = waiting[2 * f];
            if (!Vector512.LessThanOrEqualAny(spike, Vector512.Create(reach.End))) continue;
            V sincePost = V.Zero;
            if (TStep.PostSeesPost)
            {
                Vector512<int> before = ring + ((waiting[(2 * f) + 1] - Vector512<int>.One) & mask);
                for (int v = 0; v < TStep.PostTraces; v++) post[v] = Lanes.Gather<V, T>(train.Trace(v), before);
                sincePost = Since(spike - Lanes.Gather(train.Times, before));
            }

            if (TStep.PostSeesNeuron)
            {
                Vector512<int> then = ring + (waiting[(2 * f) + 1] & mask);
                for (int v = 0; v < TStep.Followed; v++) neuron[v] = Lanes.Gather<V, T>(train.Trace(TStep.PostTraces + v), then);
            }

            Replay(reach, ref *variables, ref *lastEvent, changed, pre, post, neuron, spike, target, n, sincePost);
        }
    }

    // A spike that an event does not see: the one before, of which less is at hand.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PassOver(Vector512<int>* last, V* post, ushort* target, int known)
    {
        for (uint lanes = (uint)Vector512.GreaterThan(*last, Vector512.Create(known)).ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes), neuron = target[lane] - firstLocal;
            long at = train.At(neuron, train.SpikeUpTo(known, neuron));
            ((int*)last)[lane] = train.Times[at];
            for (int v = 0; v < TStep.PostTraces; v++) ((T*)(post + v))[lane] = train.Trace(v)[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Neurons(ushort* target) => Lanes.Load(target, Lanes.Count) - Vector512.Create(firstLocal);

    /// <summary>From where to where the postsynaptic spikes of a visit reach.</summary>
    /// <param name="Source">Index of the source neuron.</param>
    /// <param name="Delay">The delay in steps.</param>
    /// <param name="LastPre">When the source's last spike reached the synapses.</param>
    /// <param name="Shift">How long a postsynaptic spike takes to reach them.</param>
    /// <param name="From">The first step whose spikes have not reached them yet.</param>
    /// <param name="End">The last whose have.</param>
    private readonly record struct Reach(int Source, int Delay, int LastPre, int Shift, int From, int End);

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
}
