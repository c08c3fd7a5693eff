using System.Numerics;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Couplings;

/// <summary>The terminals of the source neurons of one slice: what their synapses read in a step.</summary>
internal abstract class CouplingSignals : IDisposable
{
    /// <summary>Makes the signals of a step of the potentials at its start.</summary>
    public abstract void Advance();

    /// <summary>Number of state variables.</summary>
    public abstract int States { get; }

    /// <summary>One state variable of one neuron of the slice.</summary>
    public abstract double this[int variable, int neuron] { get; set; }

    public abstract void Dispose();
}

/// <inheritdoc cref="CouplingSignals"/>
internal sealed unsafe class CouplingSignals<V, T, TStep> : CouplingSignals
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, ICouplingStep<V>
{
    private readonly NativeBuffer<V> state;
    private readonly NativeBuffer<V> constants;
    private readonly V* potential;
    private readonly int stride;
    private readonly V* signals;
    private readonly int blocks;

    /// <summary>Makes the terminals of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="numbers">Constants of a step.</param>
    /// <param name="initial">Initial state.</param>
    /// <param name="potential">The potential of the slice's first block.</param>
    /// <param name="stride">Values from a block's potential to the next block's.</param>
    /// <param name="signals">Receives the signals of the slice's first block.</param>
    public CouplingSignals(Slice slice, double[] numbers, double[] initial, nint potential, int stride, nint signals)
    {
        blocks = slice.Blocks;
        state = new NativeBuffer<V>((long)blocks * TStep.States);
        for (int i = 0; i < blocks * TStep.States; i++) state.Pointer[i] = V.Constant(initial[i % TStep.States]);
        constants = new NativeBuffer<V>(TStep.Constants);
        for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = V.Constant(numbers[i]);
        this.potential = (V*)potential;
        this.stride = stride;
        this.signals = (V*)signals;
    }

    public override int States => TStep.States;

    public override double this[int variable, int neuron]
    {
        get => double.CreateChecked(*Element(variable, neuron));
        set => *Element(variable, neuron) = T.CreateChecked(value);
    }

    public override void Advance()
    {
        V* s = state.Pointer, u = potential;
        for (int b = 0; b < blocks; b++)
        {
            signals[b] = TStep.Step(ref *s, in *constants.Pointer, *u);
            s += TStep.States;
            u += stride;
        }
    }

    public override void Dispose()
    {
        state.Dispose();
        constants.Dispose();
    }

    private T* Element(int variable, int neuron) => (T*)(state.Pointer + ((long)(neuron / 16) * TStep.States) + variable) + (neuron % 16);
}
