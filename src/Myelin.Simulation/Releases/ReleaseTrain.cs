using System.Numerics;
using Myelin.Quantities;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Releases;

/// <summary>
/// What the spikes of a slice release under one rule: the state of every neuron, and one number per remembered spike. Where the rule is
/// stochastic, every synapse releases for itself when the spike arrives, and the number is the interval since the spike before.
/// </summary>
internal abstract unsafe class ReleaseTrain : IDisposable
{
    /// <summary>Advances the neurons that fired in a step and notes what each released.</summary>
    /// <param name="step">The step.</param>
    /// <param name="ids">The neurons, by their index within the population.</param>
    /// <param name="at">Where their spikes lie in the history.</param>
    /// <param name="count">Number of spikes.</param>
    public abstract void Emit(long step, int* ids, long at, int count);

    /// <summary>Number of numbers that each neuron remembers: the rule's, and the step of the last spike.</summary>
    public abstract int States { get; }

    /// <summary>One number of one neuron of the slice.</summary>
    public abstract double this[int variable, int neuron] { get; set; }

    /// <summary>What the spike at a place in the history released.</summary>
    public abstract double this[long at] { get; set; }

    public abstract void Dispose();
}

/// <inheritdoc cref="ReleaseTrain"/>
internal sealed unsafe class ReleaseTrain<T> : ReleaseTrain
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReleaseKernel kernel;
    private readonly double dt;
    private readonly int firstNeuron;
    private readonly int last;
    private readonly NativeBuffer<double> state;
    private readonly NativeBuffer<T> factors;

    public ReleaseTrain(ReleaseKernel kernel, Time dt, int firstNeuron, int neurons, long capacity)
    {
        this.kernel = kernel;
        this.dt = dt.InMilliseconds;
        this.firstNeuron = firstNeuron;
        last = kernel.IsStochastic ? 0 : kernel.States;
        state = new NativeBuffer<double>((long)neurons * States);
        factors = new NativeBuffer<T>(capacity, zeroed: false);
        for (int n = 0; n < neurons; n++)
        {
            for (int v = 0; v < last; v++) this[v, n] = kernel.Initial[v];

            // The first spike finds everything recovered.
            this[last, n] = double.NegativeInfinity;
        }
    }

    public override int States => last + 1;

    /// <summary>The factors, in the order of the spikes in the history.</summary>
    public T* Factors => factors.Pointer;

    public override double this[int variable, int neuron]
    {
        get => state.Pointer[((long)neuron * States) + variable];
        set => state.Pointer[((long)neuron * States) + variable] = value;
    }

    public override double this[long at]
    {
        get => double.CreateChecked(factors.Pointer[at]);
        set => factors.Pointer[at] = T.CreateChecked(value);
    }

    public override void Emit(long step, int* ids, long at, int count)
    {
        double** states = stackalloc double*[ReleaseKernel.Lanes];
        double* numbers = stackalloc double[2 * ReleaseKernel.Lanes];
        ReleaseDraws none = default;
        for (int first = 0; first < count; first += ReleaseKernel.Lanes)
        {
            int n = Math.Min(ReleaseKernel.Lanes, count - first);
            for (int i = 0; i < n; i++)
            {
                states[i] = state.Pointer + ((long)(ids[first + i] - firstNeuron) * States);
                numbers[i] = (step - states[i][last]) * dt;
                states[i][last] = step;
            }

            double* result = numbers;
            if (!kernel.IsStochastic) kernel.Release(states, numbers, result = numbers + ReleaseKernel.Lanes, n, ref none);
            for (int i = 0; i < n; i++) factors.Pointer[at + first + i] = T.CreateTruncating(result[i]);
        }
    }

    public override void Dispose()
    {
        state.Dispose();
        factors.Dispose();
    }
}
