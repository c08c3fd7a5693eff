using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Neurons;

/// <summary>
/// Runs a discrete-time layer on the input [T, B, N] of a case, one lane per (batch, neuron), and derives the gradients of the case's loss by
/// stepping over dual numbers, one direction per run.
/// </summary>
internal sealed class LayerReplay : IReplay
{
    private readonly ReferenceCase reference;
    private readonly GoldenLayer golden;
    private readonly Time dt;
    private readonly int steps;
    private readonly int neurons;
    private readonly int lanes;
    private readonly double[] input;
    private readonly INeuronModel[] models;

    public LayerReplay(ReferenceCase reference, GoldenLayer golden)
    {
        this.reference = reference;
        this.golden = golden;
        dt = golden.Dt;
        int[] shape = reference.Shape("input");
        (steps, neurons, lanes) = (shape[0], shape[2], shape[1] * shape[2]);
        input = reference.Tensor("input");
        models = [.. Enumerable.Range(0, lanes).Select(lane => golden.Build(reference.Parameters, lane % neurons))];
    }

    /// <summary>Our model, as the layer's first neuron has it.</summary>
    public INeuronModel Model => models[0];

    /// <summary>The deviation of the membrane and of the spikes.</summary>
    public Closeness Compare<V, TLanes>(double tolerance)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = Block<V, TLanes>();
        double[] membrane = reference.Tensor(golden.Membrane.Tensor);
        double[]? spikes = reference.Has("spk") ? reference.Tensor("spk") : null;
        double deviation = 0;
        bool sameSpikes = true;
        for (int t = 0; t < steps; t++)
        {
            block.SetInput(block.PortIndex(golden.Port), Row(input, t));
            double[] output = NeuronBlock<V, TLanes>.Unpack(block.Step());
            double[] ours = block.GetState(block.StateIndex(golden.Membrane.State));
            for (int lane = 0; lane < lanes; lane++)
            {
                double theirs = membrane[(t * lanes) + lane];
                deviation = Math.Max(deviation, Math.Abs(ours[lane] - theirs) / Math.Max(1, Math.Abs(theirs)));
                if (spikes is not null) sameSpikes &= (output[lane] != 0) == (spikes[(t * lanes) + lane] != 0);
            }
        }

        return new(deviation, sameSpikes ? 0 : null, tolerance);
    }

    /// <summary>The largest deviation of a gradient, relative to the larger of 1 and the gradient.</summary>
    public double CompareGradients<TSurrogate>()
        where TSurrogate : struct, ISurrogate
    {
        double worst = 0;
        double[] expected = reference.Tensor("grad_input");
        for (int t = 0; t < steps; t++)
        {
            double[] ours = LossTangent<TSurrogate>(t, new double[models[0].LowerConstants(dt).Length][]);
            for (int lane = 0; lane < lanes; lane++) Worsen(ours[lane], expected[(t * lanes) + lane]);
        }

        foreach ((string parameter, string tensor) in golden.Gradients)
        {
            if (!reference.Has(tensor)) continue;
            double[] theirs = reference.Tensor(tensor), ours = LossTangent<TSurrogate>(-1, ConstantTangents(parameter));
            for (int i = 0; i < theirs.Length; i++)
                Worsen(Enumerable.Range(0, lanes).Where(lane => theirs.Length == 1 || lane % neurons == i).Sum(lane => ours[lane]), theirs[i]);
        }

        return worst;

        void Worsen(double ours, double theirs)
        {
            double deviation = Math.Abs(ours - theirs) / Math.Max(1, Math.Abs(theirs));
            worst = deviation <= worst ? worst : deviation;
        }
    }

    // d loss / d direction of every lane: the input of one step (-1: none), and the constants' tangents (null: zero).
    private double[] LossTangent<TSurrogate>(int inputStep, double[]?[] constants)
        where TSurrogate : struct, ISurrogate
    {
        NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, TSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, TSurrogate>> block =
            Block<Dual<SimdDouble, Tangent<SimdDouble>, TSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, TSurrogate>>();
        for (int i = 0; i < constants.Length; i++)
        {
            if (constants[i] is { } tangent) block.Constants[i] = new(block.Constants[i].Real, new(SimdDoubleLanes.Pack(tangent)));
        }

        double[] onMembrane = reference.Tensor("w_mem"), onSpikes = reference.Has("w_spk") ? reference.Tensor("w_spk") : new double[onMembrane.Length];
        SimdDouble loss = SimdDouble.Zero;
        for (int t = 0; t < steps; t++)
        {
            SimdDouble current = SimdDoubleLanes.Pack(Row(input, t));
            block.Input[block.PortIndex(golden.Port)] = new(current, new(t == inputStep ? SimdDouble.One : SimdDouble.Zero));
            SimdDouble spike = block.Step().Tangent.Value, membrane = block.State[block.StateIndex(golden.Membrane.State)].Tangent.Value;
            loss += (SimdDoubleLanes.Pack(Row(onSpikes, t)) * spike) + (SimdDoubleLanes.Pack(Row(onMembrane, t)) * membrane);
        }

        return NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(loss);
    }

    private double[][] ConstantTangents(string parameter)
    {
        double[][] tangents = [.. models.Select(m => golden.ConstantTangent(m, parameter))];
        return [.. Enumerable.Range(0, tangents[0].Length).Select(i => Padded(lane => tangents[lane][i]))];
    }

    private NeuronBlock<V, TLanes> Block<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = NeuronBlock<V, TLanes>.Of(models[0], dt);
        double[][] constants = [.. models.Select(m => m.LowerConstants(dt))];
        for (int i = 0; i < block.Constants.Length; i++) block.Constants[i] = TLanes.Pack(Padded(lane => constants[lane][i]));
        foreach ((string state, double number) in golden.Initial) block.State[block.StateIndex(state)] = V.Constant(number);
        return block;
    }

    private double[] Row(double[] tensor, int t) => Padded(lane => tensor[(t * lanes) + lane]);

    private double[] Padded(Func<int, double> number) => [.. Enumerable.Range(0, 16).Select(lane => lane < lanes ? number(lane) : 0)];
}
