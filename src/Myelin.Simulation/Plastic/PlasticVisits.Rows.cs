using System.Runtime.Intrinsics;
using Myelin.Networks;
using Myelin.Randomness;
using Myelin.Simulation.Memory;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation.Plastic;

/// <content>The synapses outside of a visit: read, listed and replaced; their random numbers.</content>
internal sealed unsafe partial class PlasticVisits<V, T, TStep>
{
    // Where a synapse lies: the address of its segment, and its place in it (16 bits).
    public override double this[long at, int variable]
    {
        get
        {
            var segment = (PlasticSegment*)(at >> 16);
            int i = (int)(at & 0xFFFF);
            if (variable < TStep.Variables) return double.CreateChecked(layout.Variable(segment, variable)[i]);
            variable -= TStep.Variables;
            if (TStep.TracksTime && variable-- == 0) return layout.Times(segment)[i];
            return variable switch { 0 => segment->From, 1 => segment->LastPre, _ => double.CreateChecked(SegmentLayout<T>.Traces(segment)[variable - 2]) };
        }

        set
        {
            var segment = (PlasticSegment*)(at >> 16);
            int i = (int)(at & 0xFFFF);
            if (variable < TStep.Variables)
            {
                layout.Variable(segment, variable)[i] = T.CreateChecked(value);
                return;
            }

            variable -= TStep.Variables;
            if (TStep.TracksTime && variable-- == 0) layout.Times(segment)[i] = (int)value;
            else if (variable == 0) segment->From = (int)value;
            else if (variable == 1) segment->LastPre = (int)value;
            else SegmentLayout<T>.Traces(segment)[variable - 2] = T.CreateChecked(value);
        }
    }

    public override List<SynapseEntry> Read(int source)
    {
        var entries = new List<SynapseEntry>();
        for (int d = rows.FirstDelay; d <= rows.LastDelay; d++)
        {
            PlasticSegment* segment = SegmentOf(source, d);
            for (int i = 0; segment is not null && i < segment->Count; i++)
            {
                var variables = new double[TStep.Variables];
                for (int v = 0; v < variables.Length; v++) variables[v] = double.CreateChecked(layout.Variable(segment, v)[i]);
                entries.Add(new SynapseEntry(d, layout.Targets(segment)[i] - firstLocal + parts.Target.First, variables, TStep.TracksTime ? layout.Times(segment)[i] : 0));
            }
        }

        return entries;
    }

    public override SourceHead? HeadOf(int source, int delay)
    {
        PlasticSegment* segment = SegmentOf(source, delay);
        if (segment is null) return null;
        var traces = new double[TStep.PreTraces];
        for (int v = 0; v < traces.Length; v++) traces[v] = double.CreateChecked(SegmentLayout<T>.Traces(segment)[v]);
        return new SourceHead(segment->LastPre, traces);
    }

    public override void Replace(int source, List<SynapseEntry> synapses, long step, Func<int, SourceHead?> heads)
    {
        int last = synapses.Count == 0 ? rows.FirstDelay : synapses.Max(s => s.Delay), delays = last - rows.FirstDelay + 1;
        long header = (((2L + delays) * sizeof(uint)) + 7) & ~7L, size = header;
        int[] counts = new int[delays];
        foreach (SynapseEntry synapse in synapses) counts[synapse.Delay - rows.FirstDelay]++;
        foreach (int count in counts) size += layout.Bytes(count);
        NativeBuffer<byte>? memory = synapses.Count == 0 ? null : new NativeBuffer<byte>(size);
        if (memory is not null)
        {
            uint* offsets = (uint*)memory.Pointer;
            offsets[0] = (uint)delays;
            long at = header;
            for (int d = 0; d < delays; d++)
            {
                offsets[1 + d] = checked((uint)at);
                if (counts[d] > 0) Write((PlasticSegment*)(memory.Pointer + at), source, rows.FirstDelay + d, counts[d], synapses, (int)step - 1, heads);
                at += layout.Bytes(counts[d]);
            }

            offsets[1 + delays] = checked((uint)at);
        }

        uint* old = (uint*)rows.Pointers[source];
        long synapsesBefore = 0, bytesBefore = old is null ? 0 : old[1 + old[0]];
        for (int d = rows.FirstDelay; d <= rows.LastDelay; d++)
        {
            if (SegmentOf(source, d) is var segment && segment is not null) synapsesBefore += segment->Count;
        }

        rows.Pointers[source] = memory is null ? 0 : (nint)memory.Pointer;
        rows.Account(synapses.Count - synapsesBefore, (memory?.Bytes ?? 0) - bytesBefore, last);
        if (replaced.Remove(source, out NativeBuffer<byte>? before)) before.Dispose();
        if (memory is not null) replaced.Add(source, memory);
    }

    private void Write(PlasticSegment* segment, int source, int delay, int count, List<SynapseEntry> synapses, int now, Func<int, SourceHead?> heads)
    {
        segment->Count = segment->Filled = count;
        int time = now - (place == DelayPlace.Axon ? 0 : delay);
        segment->From = Math.Max(0, time - (place == DelayPlace.Dendrite ? delay : 0) + 1);
        SourceHead? head = HeadOf(source, delay) ?? heads(delay);
        segment->LastPre = head?.LastPre ?? PlasticSegment.Never;
        for (int v = 0; v < TStep.PreTraces; v++) SegmentLayout<T>.Traces(segment)[v] = T.CreateChecked(head?.Traces[v] ?? 0);
        int i = 0;
        foreach (SynapseEntry synapse in synapses.Where(s => s.Delay == delay).OrderBy(s => s.Target))
        {
            layout.Targets(segment)[i] = checked((ushort)(synapse.Target - parts.Target.First + firstLocal));
            for (int v = 0; v < TStep.Variables; v++) layout.Variable(segment, v)[i] = v < synapse.Variables.Length ? T.CreateChecked(synapse.Variables[v]) : T.Zero;
            if (TStep.TracksTime) layout.Times(segment)[i] = synapse.Time ?? time;
            i++;
        }
    }

    public override int TargetOf(long at) => layout.Targets((PlasticSegment*)(at >> 16))[at & 0xFFFF] - firstLocal + parts.Target.First;

    public override void List(int source, List<(ulong Key, ISynapseStates Table, long At)> synapses)
    {
        uint* row = (uint*)rows.Pointers[source];
        if (row is null) return;
        for (int d = 0; d < row[0]; d++)
        {
            if (row[1 + d] == row[2 + d]) continue;
            byte* segment = (byte*)row + row[1 + d];
            for (int i = 0; i < ((PlasticSegment*)segment)->Count; i++)
            {
                long at = ((long)segment << 16) | (uint)i;
                synapses.Add((((ulong)(uint)TargetOf(at) << 32) | ((uint)(rows.FirstDelay + d) << 16) | (uint)i, this, at));
            }
        }
    }

    // Named by projection, source, target, delay, time and which of several alike it is, so they do not depend on partitions.
    private V Draws(int source, int delay, ushort* targets, int count, Vector512<int> times, uint kind)
    {
        (uint low, uint high, _, _) = Philox.Words((uint)source | ((ulong)StepCounter.Word1(StreamPurpose.Plasticity, delay) << 32), Group, seed);
        V numbers = V.Zero;
        uint alike = 0;
        for (int lane = 0; lane < count; lane++)
        {
            alike = lane > 0 && targets[lane] == targets[lane - 1] ? alike + 1 : 0;
            uint neuron = (uint)(targets[lane] - firstLocal + parts.Target.First);
            uint word = Philox.Words(neuron | ((ulong)((uint)delay << 16 | alike) << 32), (uint)times[lane] | ((ulong)kind << 32), low | ((ulong)high << 32)).Item1;
            ((T*)&numbers)[lane] = T.CreateTruncating((word >> 8) * (1.0 / (1 << 24)));
        }

        return numbers;
    }
}
