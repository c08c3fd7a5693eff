using System.Numerics;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <summary>
/// The recent spikes of each neuron of a slice, with its traces after each of them under one rule of plasticity. A synapse reads them when it is next
/// needed, which is at the next spike of its source; before a spike that some synapse has not seen is overwritten, all synapses are brought up to date.
/// </summary>
internal abstract unsafe class PostTrain : IDisposable
{
    // Spikes of a neuron between two such rounds, at the least.
    private const int LeastRoom = 32;

    private readonly NativeBuffer<int> counts;
    private readonly NativeBuffer<int> marks;
    private readonly NativeBuffer<int> times;
    private readonly int room;
    private readonly int remembered;

    protected PostTrain(Slice slice, int longestDelay)
    {
        FirstNeuron = slice.First;
        remembered = (2 * longestDelay) + 2;
        Ring = (int)BitOperations.RoundUpToPowerOf2((uint)(remembered + LeastRoom));
        room = Ring - remembered - 1;
        counts = new NativeBuffer<int>(slice.Count);
        marks = new NativeBuffer<int>(slice.Count);
        times = new NativeBuffer<int>((long)slice.Count * Ring);
        counts.Span.Fill(Ring);
        marks.Span.Fill(Ring);
        times.Span.Fill(PlasticSegment.Never);
    }

    /// <summary>Spikes remembered of a neuron: a power of two.</summary>
    public int Ring { get; }

    /// <summary>Number of spikes of each neuron so far, and <see cref="Ring"/>.</summary>
    public int* Counts => counts.Pointer;

    /// <summary>The step of each remembered spike: spike i of neuron n at n * Ring + i % Ring.</summary>
    public int* Times => times.Pointer;

    /// <summary>The step before which all synapses must be brought up to date; -1 for none.</summary>
    public long RoundAt { get; set; } = -1;

    /// <summary>Index of the first neuron within the population.</summary>
    protected int FirstNeuron { get; }

    /// <summary>Number of traces.</summary>
    protected abstract int Traces { get; }

    /// <summary>Numbers that a snapshot keeps of a neuron.</summary>
    public int States => remembered * (1 + Traces);

    /// <summary>One of these numbers: the step and the traces of one of the last spikes, oldest first.</summary>
    public double this[int variable, int neuron]
    {
        get
        {
            long at = At(neuron, Counts[neuron] - remembered + (variable / (1 + Traces)));
            int part = variable % (1 + Traces);
            return part == 0 ? Times[at] : TraceAt(part - 1, at);
        }

        set
        {
            Counts[neuron] = marks.Pointer[neuron] = Ring;
            long at = At(neuron, Ring - remembered + (variable / (1 + Traces)));
            int part = variable % (1 + Traces);
            if (part == 0) Times[at] = (int)value;
            else SetTraceAt(part - 1, at, value);
        }
    }

    /// <summary>Takes up the neurons that fired in a step.</summary>
    public void Emit(long step, int* ids, int count)
    {
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
                isFull |= ++Counts[neuron] - marks.Pointer[neuron] >= room;
            }
        }

        if (!isFull) return;
        RoundAt = step + 1;
        counts.Span.CopyTo(marks.Span);
    }

    public virtual void Dispose()
    {
        counts.Dispose();
        marks.Dispose();
        times.Dispose();
    }

    /// <summary>Where a spike of a neuron lies.</summary>
    protected long At(int neuron, int spike) => ((long)neuron * Ring) + (spike & (Ring - 1));

    /// <summary>Writes the traces after the spikes of up to sixteen neurons.</summary>
    protected abstract void Advance(int step, int* ids, int count);

    protected abstract double TraceAt(int trace, long at);

    protected abstract void SetTraceAt(int trace, long at, double value);
}

/// <inheritdoc cref="PostTrain"/>
internal abstract unsafe class PostTrain<T> : PostTrain
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> traces;
    private readonly long stride;

    protected PostTrain(int number, Slice slice, int longestDelay)
        : base(slice, longestDelay)
    {
        Traces = number;
        stride = (long)slice.Count * Ring;
        traces = new NativeBuffer<T>(number * stride);
    }

    protected override int Traces { get; }

    /// <summary>One trace after every remembered spike, placed like the times.</summary>
    public T* Trace(int trace) => traces.Pointer + (trace * stride);

    public override void Dispose()
    {
        base.Dispose();
        traces.Dispose();
    }

    protected override double TraceAt(int trace, long at) => double.CreateChecked(Trace(trace)[at]);

    protected override void SetTraceAt(int trace, long at, double value) => Trace(trace)[at] = T.CreateChecked(value);
}

/// <inheritdoc cref="PostTrain"/>
internal sealed unsafe class PostTrain<V, T, TStep> : PostTrain<T>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPlasticityRuleStep<V>
{
    private readonly NativeBuffer<V> constants;
    private readonly double dt;

    public PostTrain(double[] numbers, Time dt, Slice slice, int longestDelay)
        : base(TStep.PostTraces, slice, longestDelay)
    {
        this.dt = dt.InMilliseconds;
        constants = new NativeBuffer<V>(numbers.Length);
        for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = V.Constant(numbers[i]);
    }

    public override void Dispose()
    {
        base.Dispose();
        constants.Dispose();
    }

    protected override void Advance(int step, int* ids, int count)
    {
        if (TStep.PostTraces == 0) return;
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
        where TStep : struct, IPlasticityRuleStep<V> => new PostTrain<V, T, TStep>(rule.LowerConstants(dt), dt, slice, longestDelay);
}
