using System.Runtime.InteropServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>One block of neurons of a model: its memory, and its step behind one virtual call.</summary>
internal abstract class NeuronBlock<V, TLanes>
    where V : struct, IValue<V>
    where TLanes : struct, ILanes<V>
{
    private readonly NeuronInfo info;
    private int step;

    private NeuronBlock(INeuronModel model, Time dt)
    {
        info = model.Info;
        Constants = [.. model.LowerConstants(dt).Select(V.Constant)];
        State = [.. model.LowerInitialState(dt).Select(V.Constant)];
        Input = new V[model.Info.Ports.Count];
    }

    public V[] State { get; }

    public V[] Constants { get; }

    public V[] Input { get; }

    /// <summary>The lane of which this block's first lane is the image, for random numbers.</summary>
    public int FirstLane { get; set; }

    public abstract bool IsStochastic { get; }

    public static NeuronBlock<V, TLanes> Of(INeuronModel model, Time dt)
    {
        NeuronBlock<V, TLanes> block = model.Accept(new Builder(model, dt));
        block.State.Length.ShouldBe(model.Info.States.Count);
        return block;
    }

    public V Step()
    {
        TestDraws<V, TLanes> draws = new(step++, FirstLane);
        return Step(ref draws);
    }

    public int StateIndex(string name) => Index(info.States, name);

    public int PortIndex(string name) => Index(info.Ports, name);

    public void SetState(int variable, ReadOnlySpan<double> lanes) => State[variable] = TLanes.Pack(lanes);

    public void SetInput(int port, ReadOnlySpan<double> lanes) => Input[port] = TLanes.Pack(lanes);

    public double[] GetState(int variable) => Unpack(State[variable]);

    public static double[] Unpack(V value)
    {
        double[] lanes = new double[V.Lanes];
        TLanes.Unpack(value, lanes);
        return lanes;
    }

    protected abstract V Step(ref TestDraws<V, TLanes> draws);

    private static int Index(IReadOnlyList<VariableInfo> variables, string name)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            if (variables[i].Name == name) return i;
        }

        throw new KeyNotFoundException($"There is no '{name}' among {string.Join(", ", variables.Select(v => v.Name))}.");
    }

    private sealed class Builder(INeuronModel model, Time dt) : INeuronVisitor<V, NeuronBlock<V, TLanes>>
    {
        public NeuronBlock<V, TLanes> Visit<TStep>()
            where TStep : struct, INeuronStep<V> => new Compiled<TStep>(model, dt);
    }

    private sealed class Compiled<TStep>(INeuronModel model, Time dt) : NeuronBlock<V, TLanes>(model, dt)
        where TStep : struct, INeuronStep<V>
    {
        public override bool IsStochastic => TStep.IsStochastic;

        protected override V Step(ref TestDraws<V, TLanes> draws) => TStep.Step(
            ref MemoryMarshal.GetArrayDataReference(State),
            in MemoryMarshal.GetArrayDataReference(Constants),
            in MemoryMarshal.GetArrayDataReference(Input),
            ref draws);
    }
}
