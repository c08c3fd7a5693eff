using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Neurons;

/// <summary>
/// Runs a layer whose spikes come back to it one step later through a weight matrix: current(t) = W_in x(t) + W_rec s(t - 1) + b, one lane
/// per (batch, neuron). Gradients by stepping over dual numbers, one direction per run; tangents pass from lane to lane with the spikes.
/// </summary>
internal sealed class RecurrentReplay : IReplay
{
    private readonly ReferenceCase reference;
    private readonly GoldenLayer golden;
    private readonly int steps;
    private readonly int batches;
    private readonly int inputs;
    private readonly int neurons;
    private readonly double[] input;
    private readonly double[] weightsIn;
    private readonly double[] weights;
    private readonly double[] bias;

    public RecurrentReplay(ReferenceCase reference, GoldenLayer golden)
    {
        this.reference = reference;
        this.golden = golden;
        int[] shape = reference.Shape("input");
        (steps, batches, inputs) = (shape[0], shape[1], shape[2]);
        neurons = reference.Shape("spk")[2];
        input = reference.Tensor("input");
        weightsIn = reference.Has("W_in") ? reference.Tensor("W_in") : Diagonal(1);
        weights = reference.Has("W_rec") ? reference.Tensor("W_rec")
            : reference.Has("recurrent_weight") ? reference.Tensor("recurrent_weight")
            : Diagonal(reference.Parameters["V"]);
        bias = reference.Has("recurrent_bias") ? reference.Tensor("recurrent_bias") : new double[neurons];
        Model = golden.Build(reference.Parameters, 0);
    }

    public INeuronModel Model { get; }

    public Closeness Compare<V, TLanes>(double tolerance)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = NeuronBlock<V, TLanes>.Of(Model, golden.Dt);
        double[] membrane = reference.Tensor(golden.Membrane.Tensor), spikes = reference.Tensor("spk"), output = new double[16];
        int lanes = batches * neurons;
        double deviation = 0;
        bool sameSpikes = true;
        for (int t = 0; t < steps; t++)
        {
            block.SetInput(block.PortIndex(golden.Port), Current(t, output));
            output = NeuronBlock<V, TLanes>.Unpack(block.Step());
            double[] ours = block.GetState(block.StateIndex(golden.Membrane.State));
            for (int lane = 0; lane < lanes; lane++)
            {
                double theirs = membrane[(t * lanes) + lane];
                deviation = Math.Max(deviation, Math.Abs(ours[lane] - theirs) / Math.Max(1, Math.Abs(theirs)));
                sameSpikes &= (output[lane] != 0) == (spikes[(t * lanes) + lane] != 0);
            }
        }

        return new(deviation, sameSpikes ? 0 : null, tolerance);
    }

    public double CompareGradients<TSurrogate>()
        where TSurrogate : struct, ISurrogate
    {
        double worst = 0;
        Check("grad_input", input.Length, i => new() { Input = i });
        Check("grad_W_in", weightsIn.Length, i => new() { WeightIn = i });
        Check("grad_W_rec", weights.Length, i => new() { Weight = i });
        Check("grad_recurrent_weight", weights.Length, i => new() { Weight = i });
        Check("grad_recurrent_bias", bias.Length, i => new() { Bias = i });
        Check("grad_V", 1, _ => new() { AllSelf = true });
        foreach ((string parameter, string tensor) in golden.Gradients) Check(tensor, 1, _ => new() { Constants = golden.ConstantTangent(Model, parameter) });
        return worst;

        void Check(string tensor, int count, Func<int, Direction> direction)
        {
            if (!reference.Has(tensor)) return;
            double[] expected = reference.Tensor(tensor);
            expected.Length.ShouldBe(count, tensor);
            for (int i = 0; i < count; i++)
            {
                double deviation = Math.Abs(LossTangent<TSurrogate>(direction(i)) - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
                worst = deviation <= worst ? worst : deviation;
            }
        }
    }

    private double LossTangent<TSurrogate>(Direction direction)
        where TSurrogate : struct, ISurrogate
    {
        NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, TSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, TSurrogate>> block =
            NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, TSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, TSurrogate>>.Of(Model, golden.Dt);
        for (int i = 0; i < direction.Constants.Length; i++) block.Constants[i] = new(block.Constants[i].Real, new(SimdDouble.Constant(direction.Constants[i])));
        double[] onSpikes = reference.Tensor("w_spk"), onMembrane = reference.Tensor("w_mem");
        double[] spikes = new double[16], tangents = new double[16];
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            double[] current = Current(t, spikes), along = CurrentTangent(t, spikes, tangents, direction);
            block.Input[block.PortIndex(golden.Port)] = new(SimdDoubleLanes.Pack(current), new(SimdDoubleLanes.Pack(along)));
            Dual<SimdDouble, Tangent<SimdDouble>, TSurrogate> output = block.Step();
            spikes = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(output.Real);
            tangents = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(output.Tangent.Value);
            double[] membrane = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.State[block.StateIndex(golden.Membrane.State)].Tangent.Value);
            for (int lane = 0; lane < batches * neurons; lane++)
            {
                int at = (t * batches * neurons) + lane;
                loss += (onSpikes[at] * tangents[lane]) + (onMembrane[at] * membrane[lane]);
            }
        }

        return loss;
    }

    private double[] Current(int t, double[] spikes) => Lanes((batch, neuron) =>
    {
        double sum = bias[neuron];
        for (int i = 0; i < inputs; i++) sum += weightsIn[(neuron * inputs) + i] * input[InputIndex(t, batch, i)];
        for (int j = 0; j < neurons; j++) sum += weights[(neuron * neurons) + j] * spikes[(batch * neurons) + j];
        return sum;
    });

    private double[] CurrentTangent(int t, double[] spikes, double[] tangents, Direction direction) => Lanes((batch, neuron) =>
    {
        double sum = direction.Bias == neuron ? 1 : 0;
        for (int i = 0; i < inputs; i++)
        {
            if (direction.Input == InputIndex(t, batch, i)) sum += weightsIn[(neuron * inputs) + i];
            if (direction.WeightIn == (neuron * inputs) + i) sum += input[InputIndex(t, batch, i)];
        }

        for (int j = 0; j < neurons; j++)
        {
            sum += weights[(neuron * neurons) + j] * tangents[(batch * neurons) + j];
            if (direction.Weight == (neuron * neurons) + j || (direction.AllSelf && neuron == j)) sum += spikes[(batch * neurons) + j];
        }

        return sum;
    });

    private double[] Lanes(Func<int, int, double> number)
    {
        double[] lanes = new double[16];
        for (int lane = 0; lane < batches * neurons; lane++) lanes[lane] = number(lane / neurons, lane % neurons);
        return lanes;
    }

    private int InputIndex(int t, int batch, int i) => (((t * batches) + batch) * inputs) + i;

    private double[] Diagonal(double value) => [.. Enumerable.Range(0, neurons * neurons).Select(i => i / neurons == i % neurons ? value : 0)];

    /// <summary>The one number in whose direction a run differentiates; -1 where it is another.</summary>
    private sealed record Direction
    {
        public int Input { get; init; } = -1;

        public int WeightIn { get; init; } = -1;

        public int Weight { get; init; } = -1;

        public int Bias { get; init; } = -1;

        public bool AllSelf { get; init; }

        /// <summary>The tangents of the model's constants; empty where they do not change.</summary>
        public double[] Constants { get; init; } = [];
    }
}
