using Myelin.Quantities;
using Myelin.Simulation.Memory;
using Myelin.Synapses;

namespace Myelin.Simulation.Layout;

/// <summary>What the spikes of a slice release under one rule: the state of every neuron, and one factor per remembered spike.</summary>
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
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly ReleaseRule rule;
    private readonly double dt;
    private readonly int firstNeuron;
    private readonly NativeBuffer<double> state;
    private readonly NativeBuffer<T> factors;

    public ReleaseTrain(ReleaseRule rule, Time dt, int firstNeuron, int neurons, long capacity)
    {
        this.rule = rule;
        this.dt = dt.InMilliseconds;
        this.firstNeuron = firstNeuron;
        state = new NativeBuffer<double>((long)neurons * States);
        factors = new NativeBuffer<T>(capacity, zeroed: false);

        // The first spike finds everything recovered.
        for (int n = 0; n < neurons; n++) this[rule.States, n] = double.NegativeInfinity;
    }

    public override int States => rule.States + 1;

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
        int last = rule.States;
        for (int i = 0; i < count; i++)
        {
            double* s = state.Pointer + ((long)(ids[i] - firstNeuron) * States);
            factors.Pointer[at + i] = T.CreateTruncating(rule.Release(new Span<double>(s, last), (step - s[last]) * dt));
            s[last] = step;
        }
    }

    public override void Dispose()
    {
        state.Dispose();
        factors.Dispose();
    }
}
