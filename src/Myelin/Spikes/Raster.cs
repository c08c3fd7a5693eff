using Myelin.Quantities;

namespace Myelin.Spikes;

/// <summary>
/// The spikes of a population on a grid of time steps: two parallel arrays, step and neuron, sorted by step and then neuron. Immutable.
/// A spike at step k has the time (k + 1) dt, the end of the step in which the threshold was crossed; a neuron spikes at most once in a step.
/// </summary>
public sealed class Raster
{
    private readonly ReadOnlyMemory<int> steps;
    private readonly ReadOnlyMemory<int> neurons;
    private SpikesByNeuron? byNeuron;

    /// <summary>A raster of spikes that are in order; the arrays are copied.</summary>
    /// <param name="steps">The step of each spike.</param>
    /// <param name="neurons">The neuron of each spike.</param>
    /// <param name="neuronCount">Number of neurons, spiking or not.</param>
    /// <param name="stepCount">Number of steps recorded.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">
    /// The arrays differ in length, a spike is not in order, is there twice or is out of range, or a size is not valid.
    /// </exception>
    public Raster(ReadOnlySpan<int> steps, ReadOnlySpan<int> neurons, int neuronCount, int stepCount, Time dt)
    {
        CheckSizes(neuronCount, stepCount, dt);
        RasterOrder.Check(steps, neurons, neuronCount, 0, -1, -1);
        RasterOrder.CheckEnd(steps, stepCount);
        this.steps = steps.ToArray();
        this.neurons = neurons.ToArray();
        NeuronCount = neuronCount;
        StepCount = stepCount;
        Dt = dt;
    }

    internal Raster(ReadOnlyMemory<int> steps, ReadOnlyMemory<int> neurons, int neuronCount, int firstStep, int stepCount, Time dt)
    {
        this.steps = steps;
        this.neurons = neurons;
        NeuronCount = neuronCount;
        FirstStep = firstStep;
        StepCount = stepCount;
        Dt = dt;
    }

    /// <summary>Number of spikes.</summary>
    public int Count => steps.Length;

    /// <summary>Number of neurons, spiking or not.</summary>
    public int NeuronCount { get; }

    /// <summary>The first step recorded: 0, or where a slice begins.</summary>
    public int FirstStep { get; }

    /// <summary>Number of steps recorded.</summary>
    public int StepCount { get; }

    /// <summary>Length of a step.</summary>
    public Time Dt { get; }

    /// <summary>Begin of the recording.</summary>
    public Time Start => FirstStep * Dt;

    /// <summary>End of the recording.</summary>
    public Time Stop => ((double)FirstStep + StepCount) * Dt;

    /// <summary>Length of the recording.</summary>
    public Time Duration => StepCount * Dt;

    /// <summary>The step of each spike, ascending.</summary>
    public ReadOnlySpan<int> Steps => steps.Span;

    /// <summary>The neuron of each spike; ascending among the spikes of a step.</summary>
    public ReadOnlySpan<int> Neurons => neurons.Span;

    /// <summary>A raster of spikes in any order.</summary>
    /// <inheritdoc cref="Raster(ReadOnlySpan{int}, ReadOnlySpan{int}, int, int, Time)"/>
    public static Raster FromUnordered(ReadOnlySpan<int> steps, ReadOnlySpan<int> neurons, int neuronCount, int stepCount, Time dt)
    {
        if (steps.Length != neurons.Length) RasterOrder.Check(steps, neurons, neuronCount, 0, -1, -1);
        // The step above the neuron in one number sorts as the pair does, negative numbers (which the constructor then reports) included.
        var keys = new long[steps.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = ((long)steps[i] << 32) | (uint)neurons[i];
        Array.Sort(keys);
        var sortedSteps = new int[keys.Length];
        var sortedNeurons = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            sortedSteps[i] = (int)(keys[i] >> 32);
            sortedNeurons[i] = (int)keys[i];
        }

        return new Raster(sortedSteps, sortedNeurons, neuronCount, stepCount, dt);
    }

    /// <summary>The time of a spike at a step: the end of the step, (step + 1) dt.</summary>
    public Time TimeOf(int step) => (step + 1.0) * Dt;

    /// <summary>The neurons that spiked at a step, ascending; found by bisection.</summary>
    public ReadOnlySpan<int> NeuronsAt(int step)
    {
        int first = RasterOrder.FirstAtOrAfter(Steps, step);
        int end = step == int.MaxValue ? Count : RasterOrder.FirstAtOrAfter(Steps, step + 1);
        return Neurons[first..end];
    }

    /// <summary>The steps at which one neuron spiked, ascending. The first call sorts all spikes by neuron, in time linear in the spikes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    public ReadOnlySpan<int> StepsOf(int neuron)
    {
        CheckNeuron(neuron);
        SpikesByNeuron index = byNeuron ??= new SpikesByNeuron(Steps, Neurons, NeuronCount);
        return index.StepsOf(neuron);
    }

    /// <summary>The spike train of one neuron. The first call sorts all spikes by neuron, in time linear in the spikes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    public SpikeTrain Train(int neuron)
    {
        ReadOnlySpan<int> its = StepsOf(neuron);
        var times = new double[its.Length];
        for (int i = 0; i < its.Length; i++) times[i] = TimeOf(its[i]).Value;
        return SpikeTrain.Trusted(times, Start, Stop);
    }

    /// <summary>The number of spikes of each neuron, [N].</summary>
    public int[] SpikeCounts()
    {
        var counts = new int[NeuronCount];
        foreach (int neuron in Neurons) counts[neuron]++;
        return counts;
    }

    /// <summary>
    /// The recording from <paramref name="start"/> to <paramref name="stop"/>, both rounded to whole steps: the spikes with
    /// start &lt; t &lt;= stop. Steps and times keep their numbers. Shares the memory.
    /// </summary>
    /// <exception cref="ArgumentException">The interval is not inside the recording, or ends before it starts.</exception>
    public Raster Slice(Time start, Time stop)
    {
        double first = Math.Round(start / Dt), end = Math.Round(stop / Dt);
        if (!(first >= FirstStep && first <= end && end <= (double)FirstStep + StepCount))
            throw new ArgumentException($"A slice of a raster must lie in its recording, {Start} to {Stop}, got {start} to {stop}.");
        int from = RasterOrder.FirstAtOrAfter(Steps, (int)first), to = RasterOrder.FirstAtOrAfter(Steps, (int)end);
        return new Raster(steps[from..to], neurons[from..to], NeuronCount, (int)first, (int)(end - first), Dt);
    }

    /// <summary>The spikes of a range of neurons, such as one population of a network; the first of them becomes neuron 0.</summary>
    /// <param name="first">The first neuron.</param>
    /// <param name="count">Number of neurons.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the raster's neurons.</exception>
    public Raster SliceNeurons(int first, int count)
    {
        if (first < 0 || count < 0 || first > NeuronCount - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), $"Neurons {first} to {(long)first + count - 1} must be among the raster's {NeuronCount} neurons.");
        }

        ReadOnlySpan<int> all = Neurons;
        int kept = 0;
        foreach (int neuron in all)
        {
            if ((uint)(neuron - first) < (uint)count) kept++;
        }

        var keptSteps = new int[kept];
        var keptNeurons = new int[kept];
        ReadOnlySpan<int> allSteps = Steps;
        for (int i = 0, k = 0; i < all.Length; i++)
        {
            int local = all[i] - first;
            if ((uint)local >= (uint)count) continue;
            keptSteps[k] = allSteps[i];
            keptNeurons[k++] = local;
        }

        return new Raster(keptSteps, keptNeurons, count, FirstStep, StepCount, Dt);
    }

    /// <summary>Enumerates the spikes in order.</summary>
    public Enumerator GetEnumerator() => new(Steps, Neurons);

    internal static void CheckSizes(int neuronCount, int stepCount, Time dt)
    {
        if (neuronCount < 0) throw new ArgumentException($"A raster must have at least 0 neurons, got {neuronCount}.");
        if (stepCount < 0) throw new ArgumentException($"A raster must have at least 0 steps, got {stepCount}.");
        if (!(dt > Time.Zero && double.IsFinite(dt.Value)))
            throw new ArgumentException($"The step of a raster must be longer than 0 ms and finite, got {dt}.");
    }

    private void CheckNeuron(int neuron)
    {
        if ((uint)neuron >= (uint)NeuronCount)
            throw new ArgumentOutOfRangeException(nameof(neuron), $"Neuron {neuron} must be one of the raster's {NeuronCount} neurons, from 0.");
    }

    /// <summary>Goes through the spikes of a raster in order.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<int> steps;
        private readonly ReadOnlySpan<int> neurons;
        private int index;

        internal Enumerator(ReadOnlySpan<int> steps, ReadOnlySpan<int> neurons)
        {
            this.steps = steps;
            this.neurons = neurons;
            index = -1;
        }

        /// <summary>The spike: its step and its neuron.</summary>
        public readonly (int Step, int Neuron) Current => (steps[index], neurons[index]);

        /// <summary>Goes to the next spike; false after the last.</summary>
        public bool MoveNext() => ++index < steps.Length;
    }
}
