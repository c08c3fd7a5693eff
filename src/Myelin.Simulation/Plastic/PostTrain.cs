using System.Numerics;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <summary>
/// The recent spikes of each neuron of a slice, with its traces after each of them under one rule of plasticity. A synapse reads them when it is next
/// needed, which is at the next spike of its source; before a spike that some synapse has not seen is overwritten, all synapses are brought up to date.
/// A rule that follows the neurons in every step decides itself what counts as a spike; what it follows is remembered for the last steps.
/// </summary>
internal abstract unsafe class PostTrain : IDisposable
{
    // Spikes of a neuron between two such rounds, at the least.
    private const int LeastRoom = 32;

    private readonly NativeBuffer<int> counts;
    private readonly NativeBuffer<int> marks;
    private readonly NativeBuffer<int> times;
    private readonly NativeBuffer<RecentSpikes> recent;
    private readonly NativeBuffer<int> fourth;
    private readonly Queue<(int Step, int Neuron)> unseen = [];
    private readonly int room;
    private readonly int remembered;

    protected PostTrain(Slice slice, int longestDelay)
    {
        FirstNeuron = slice.First;
        Neurons = slice.Count;
        remembered = (2 * longestDelay) + 2;
        Ring = (int)BitOperations.RoundUpToPowerOf2((uint)(remembered + LeastRoom));
        room = Ring - remembered - 1;
        counts = new NativeBuffer<int>(slice.Count);
        marks = new NativeBuffer<int>(slice.Count);
        times = new NativeBuffer<int>((long)slice.Count * Ring);
        counts.Span.Fill(Ring);
        marks.Span.Fill(Ring);
        times.Span.Fill(PlasticSegment.Never);
        recent = new NativeBuffer<RecentSpikes>(slice.Count);
        fourth = new NativeBuffer<int>(slice.Count);
        fourth.Span.Fill(PlasticSegment.Never);
        recent.Span.Fill(new RecentSpikes { Last = PlasticSegment.Never, Second = PlasticSegment.Never, Third = PlasticSegment.Never });
    }

    /// <summary>Spikes remembered of a neuron: a power of two.</summary>
    public int Ring { get; }

    /// <summary>Number of spikes of each neuron so far, and <see cref="Ring"/>.</summary>
    public int* Counts => counts.Pointer;

    /// <summary>The step of each remembered spike: spike i of neuron n at n * Ring + i % Ring.</summary>
    public int* Times => times.Pointer;

    /// <summary>The last spikes of each neuron that its nearest synapses have seen, or later ones.</summary>
    public RecentSpikes* Recent => recent.Pointer;

    /// <summary>The step of the spike before those of <see cref="Recent"/>.</summary>
    public int* Fourth => fourth.Pointer;

    /// <summary>The step before which all synapses must be brought up to date; -1 for none.</summary>
    public long RoundAt { get; set; } = -1;

    /// <summary>Index of the first neuron within the population.</summary>
    protected int FirstNeuron { get; }

    /// <summary>Number of neurons.</summary>
    protected int Neurons { get; }

    /// <summary>The last step whose spikes it has taken up.</summary>
    protected int Last { get; set; } = -1;

    /// <summary>Number of traces.</summary>
    protected abstract int Traces { get; }

    /// <summary>Numbers that a snapshot keeps of what is followed of a neuron.</summary>
    protected abstract int FollowedStates { get; }

    /// <summary>Numbers that a snapshot keeps of a neuron.</summary>
    public int States => (remembered * (1 + Traces)) + FollowedStates;

    /// <summary>One of these numbers: the step and the traces of one of the last spikes, oldest first; then what is followed.</summary>
    public double this[int variable, int neuron]
    {
        get
        {
            if (variable >= remembered * (1 + Traces)) return FollowedAt(variable - (remembered * (1 + Traces)), neuron);
            long at = At(neuron, Counts[neuron] - remembered + (variable / (1 + Traces)));
            int part = variable % (1 + Traces);
            return part == 0 ? Times[at] : TraceAt(part - 1, at);
        }

        set
        {
            if (variable >= remembered * (1 + Traces))
            {
                SetFollowedAt(variable - (remembered * (1 + Traces)), neuron, value);
                return;
            }

            Counts[neuron] = marks.Pointer[neuron] = Ring;
            long at = At(neuron, Ring - remembered + (variable / (1 + Traces)));
            int part = variable % (1 + Traces);
            if (part > 0)
            {
                SetTraceAt(part - 1, neuron, at, value);
                return;
            }

            Times[at] = (int)value;
            Show(neuron, int.MaxValue);
        }
    }

    /// <summary>Lets a rule that follows the neurons know where their state lies.</summary>
    public virtual void Attach(SliceRuntime slice, Population population)
    {
    }

    /// <summary>Takes up the neurons that fired in a step.</summary>
    public virtual void Emit(long step, int* ids, int count)
    {
        Show((int)step - remembered);
        if (count == 0) return;
        bool isFull = false;
        for (int first = 0; first < count; first += Lanes.Count)
        {
            int n = Math.Min(Lanes.Count, count - first);
            Advance((int)step, ids + first, n);
            for (int i = 0; i < n; i++)
            {
                int neuron = ids[first + i] - FirstNeuron;
                Times[At(neuron, Counts[neuron])] = (int)step;
                unseen.Enqueue(((int)step, neuron));
                isFull |= ++Counts[neuron] - marks.Pointer[neuron] >= room;
            }
        }

        if (!isFull) return;
        RoundAt = step + 1;
        counts.Span.CopyTo(marks.Span);
    }

    /// <summary>Lets all spikes up to a step be seen in <see cref="Recent"/>: those that synapses are about to see, so that they find there few that they must pass over.</summary>
    public void Show(int end)
    {
        while (unseen.TryPeek(out (int Step, int Neuron) spike) && spike.Step <= end)
        {
            Show(spike.Neuron, spike.Step);
            unseen.Dequeue();
        }
    }

    /// <summary>The last spike of a neuron up to a step.</summary>
    public int SpikeUpTo(int end, int neuron)
    {
        int spike = Counts[neuron] - 1;
        while (Times[At(neuron, spike)] > end) spike--;
        return spike;
    }

    public virtual void Dispose()
    {
        counts.Dispose();
        marks.Dispose();
        times.Dispose();
        recent.Dispose();
        fourth.Dispose();
    }

    /// <summary>Where a spike of a neuron lies.</summary>
    public long At(int neuron, int spike) => ((long)neuron * Ring) + (spike & (Ring - 1));

    /// <summary>Writes the traces after the spikes of up to sixteen neurons.</summary>
    protected abstract void Advance(int step, int* ids, int count);

    /// <summary>Lets the traces after a spike be seen as those after the neuron's last.</summary>
    protected abstract void ShowTraces(int neuron, long at);

    protected abstract double TraceAt(int trace, long at);

    protected abstract void SetTraceAt(int trace, int neuron, long at, double value);

    protected abstract double FollowedAt(int variable, int neuron);

    protected abstract void SetFollowedAt(int variable, int neuron, double value);

    /// <summary>Lets the spikes of a neuron up to a step be seen.</summary>
    protected void Show(int neuron, int end)
    {
        int spike = SpikeUpTo(end, neuron);
        RecentSpikes* record = Recent + neuron;
        record->Last = Times[At(neuron, spike)];
        record->Second = Times[At(neuron, spike - 1)];
        record->Third = Times[At(neuron, spike - 2)];
        Fourth[neuron] = Times[At(neuron, spike - 3)];
        ShowTraces(neuron, At(neuron, spike));
    }
}

/// <inheritdoc cref="PostTrain"/>
internal abstract unsafe class PostTrain<T> : PostTrain
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> traces;
    private readonly NativeBuffer<T> newest;
    private readonly long stride;

    protected PostTrain(int number, Slice slice, int longestDelay)
        : base(slice, longestDelay)
    {
        Traces = number;
        stride = (long)slice.Count * Ring;
        traces = new NativeBuffer<T>(number * stride);
        newest = new NativeBuffer<T>((long)number * slice.Count);
    }

    protected override int Traces { get; }

    /// <summary>One trace after every remembered spike, placed like the times; behind the rule's traces lies what it followed then, where it asks for that.</summary>
    public T* Trace(int trace) => traces.Pointer + (trace * stride);

    /// <summary>One trace after the last spike in <see cref="PostTrain.Recent"/>.</summary>
    public T* NewestTrace(int trace) => newest.Pointer + ((long)trace * Neurons);

    /// <summary>The third factor of the projection, where the rule follows it; null where no synapse reaches the slice.</summary>
    public FactorArrivals<T>? Factor { get; set; }

    /// <summary>What was followed at the end of a step: blocks of sixteen neurons, each of all variables.</summary>
    public abstract T* FollowedIn(int step);

    public override void Dispose()
    {
        base.Dispose();
        traces.Dispose();
        newest.Dispose();
    }

    protected override double TraceAt(int trace, long at) => double.CreateChecked(Trace(trace)[at]);

    protected override void SetTraceAt(int trace, int neuron, long at, double value)
    {
        Trace(trace)[at] = T.CreateChecked(value);
        Show(neuron, int.MaxValue);
    }

    protected override void ShowTraces(int neuron, long at)
    {
        for (int v = 0; v < Traces; v++) NewestTrace(v)[neuron] = Trace(v)[at];
        if (Traces > 0) Recent[neuron].Trace = float.CreateTruncating(Trace(0)[at]);
    }
}

/// <inheritdoc cref="PostTrain"/>
internal sealed unsafe class PostTrain<V, T, TStep> : PostTrain<T>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPlasticityRuleStep<V>
{
    private readonly NativeBuffer<V> constants;
    private readonly NativeBuffer<V> followed;
    private readonly NativeBuffer<int> events;
    private readonly NativeBuffer<V> factors;
    private readonly IPlasticityRuleModel rule;
    private readonly double dt;
    private readonly int blocks;
    private readonly int steps;
    private readonly int lag;
    private (nint Address, int Stride)[] reads = [];

    public PostTrain(IPlasticityRuleModel rule, Time dt, Slice slice, int longestDelay)
        : base(TStep.PostTraces + (TStep.PostSeesNeuron ? TStep.Followed : 0), slice, longestDelay)
    {
        this.rule = rule;
        this.dt = dt.InMilliseconds;
        double[] numbers = rule.LowerConstants(dt);
        constants = new NativeBuffer<V>(numbers.Length);
        for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = V.Constant(numbers[i]);
        blocks = slice.Blocks;
        lag = (int)Math.Round(rule.LookBack / dt);
        steps = TStep.Followed == 0 ? 0 : (2 * longestDelay) + 2 + lag;
        followed = new NativeBuffer<V>((long)steps * blocks * TStep.Followed);
        factors = new NativeBuffer<V>(TStep.StepSeesFactor ? blocks : 0);
        events = new NativeBuffer<int>(TStep.Followed == 0 ? 0 : blocks * Lanes.Count);
    }

    protected override int FollowedStates => steps * TStep.Followed;

    public override void Attach(SliceRuntime slice, Population population) =>
        reads = [.. rule.Info.Reads.Select(name => slice.AddressOf(NetworkValidation.StateIndex(population, name)))];

    public override T* FollowedIn(int step) => (T*)(followed.Pointer + ((long)Slot(step) * blocks * TStep.Followed));

    public override void Emit(long step, int* ids, int count)
    {
        if (TStep.Followed == 0) base.Emit(step, ids, count);
        else base.Emit(step, events.Pointer, Follow((int)step, ids, count));
    }

    public override void Dispose()
    {
        base.Dispose();
        constants.Dispose();
        followed.Dispose();
        events.Dispose();
        factors.Dispose();
    }

    protected override void Advance(int step, int* ids, int count)
    {
        if (TStep.PostTraces > 0) AdvanceTraces(step, ids, count);
        if (!TStep.PostSeesNeuron) return;
        T* now = FollowedIn(step);
        for (int i = 0; i < count; i++)
        {
            int neuron = ids[i] - FirstNeuron;
            long at = At(neuron, Counts[neuron]);
            for (int v = 0; v < TStep.Followed; v++)
                Trace(TStep.PostTraces + v)[at] = now[Element(v, neuron)];
        }
    }

    // Kept by age, so that it does not matter which slot a step has.
    protected override double FollowedAt(int variable, int neuron) => double.CreateChecked(FollowedIn(Last - (variable / TStep.Followed))[Element(variable % TStep.Followed, neuron)]);

    protected override void SetFollowedAt(int variable, int neuron, double value) =>
        FollowedIn(Last - (variable / TStep.Followed))[Element(variable % TStep.Followed, neuron)] = T.CreateChecked(value);

    private static int Element(int variable, int neuron) => (((neuron / Lanes.Count * TStep.Followed) + variable) * Lanes.Count) + (neuron % Lanes.Count);

    private int Slot(int step) => ((step % steps) + steps) % steps;

    private int Follow(int step, int* ids, int count)
    {
        V* states = stackalloc V[reads.Length + 1];
        V* now = (V*)FollowedIn(step), before = (V*)FollowedIn(step - 1), past = (V*)FollowedIn(step - lag);
        int found = 0, fired = 0;

        // Behind all spikes so far: a factor of the end of the step before.
        bool arrives = TStep.StepSeesFactor && Factor is not null && Factor.At(step - 1, new Span<T>(factors.Pointer, Neurons));
        for (int block = 0; block < blocks; block++)
        {
            V spike = V.Zero;
            int first = FirstNeuron + (block * Lanes.Count);
            for (; fired < count && ids[fired] < first + Lanes.Count; fired++) ((T*)&spike)[ids[fired] - first] = T.One;
            for (int r = 0; r < reads.Length; r++) states[r] = ((V*)reads[r].Address)[(long)block * reads[r].Stride];
            long at = (long)block * TStep.Followed;
            for (int v = 0; v < TStep.Followed; v++) now[at + v] = before[at + v];
            V acts = TStep.OnStep(ref now[at], in past[at], in *constants.Pointer, in *states, spike, arrives ? factors.Pointer[block] : V.Zero);
            for (uint mask = acts.NonZeroBits(); mask != 0; mask &= mask - 1)
            {
                int neuron = first + BitOperations.TrailingZeroCount(mask);
                if (neuron < FirstNeuron + Neurons) events.Pointer[found++] = neuron;
            }
        }

        Last = step;
        return found;
    }

    private void AdvanceTraces(int step, int* ids, int count)
    {
        V* trace = stackalloc V[TStep.PostTraces + 1];
        V* interval = trace + TStep.PostTraces;
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            int neuron = ids[Math.Min(lane, count - 1)] - FirstNeuron;
            long at = At(neuron, Counts[neuron] - 1);
            for (int v = 0; v < TStep.PostTraces; v++) ((T*)(trace + v))[lane] = Trace(v)[at];
            ((T*)interval)[lane] = T.CreateTruncating((step - Times[at]) * dt);
        }

        TStep.PostSpike(ref *trace, in *constants.Pointer, *interval);
        for (int i = 0; i < count; i++)
        {
            int neuron = ids[i] - FirstNeuron;
            long at = At(neuron, Counts[neuron]);
            for (int v = 0; v < TStep.PostTraces; v++) Trace(v)[at] = ((T*)(trace + v))[i];
        }
    }
}

/// <summary>Builds what a rule remembers of the neurons of a slice.</summary>
internal sealed class PostTrainBuilder<V, T>(IPlasticityRuleModel rule, Time dt, Slice slice, int longestDelay) : IPlasticityRuleVisitor<V, PostTrain>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public PostTrain Visit<TStep>()
        where TStep : struct, IPlasticityRuleStep<V> => new PostTrain<V, T, TStep>(rule, dt, slice, longestDelay);
}
