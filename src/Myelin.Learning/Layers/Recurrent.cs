using Myelin.Connectivity;
using Myelin.Inputs;
using Myelin.Learning.Complexity;
using Myelin.Learning.Lowering;
using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Learning.Layers;

/// <summary>
/// A population whose spikes come back to its first port one step later, through weights from all to all or from each neuron to itself:
/// [T, B, N] to [T, B, N].
/// </summary>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
public sealed class Recurrent<TSurrogate> : Spiking, IRecurrent
    where TSurrogate : struct, ISurrogate
{
    /// <summary>Makes a layer whose recurrent weights and bias are uniform within 1 / sqrt(N); 1 where each neuron excites only itself.</summary>
    /// <param name="model">The neurons.</param>
    /// <param name="neurons">N.</param>
    /// <param name="allToAll">Whether spikes go to all neurons; else each goes to its own.</param>
    /// <param name="bias">Whether a bias is added, which only weights from all to all have.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <param name="dt">Length of a time step; 1 ms where left out.</param>
    public Recurrent(INeuronModel model, int neurons, bool allToAll = true, bool bias = true, ulong seed = 0, Time? dt = null)
        : base(model, dt)
    {
        RecurrentWeight = AddWeight("recurrent_weight", allToAll ? [neurons, neurons] : [neurons]);
        if (!allToAll)
        {
            RecurrentWeight.Values.Fill(1);
            return;
        }

        RecurrentBias = bias ? AddParameter("recurrent_bias", [neurons]) : null;
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)neurons, 2);
        float bound = 1 / MathF.Sqrt(Math.Max(1, neurons));
        Draw(RecurrentWeight.Values, bound, ref stream);
        if (RecurrentBias is not null) Draw(RecurrentBias.Values, bound, ref stream);
    }

    // What was sent at the last step of a part; that of the part before stays until the part has been differentiated.
    private Parameter? sent;
    private Parameter? sentBefore;

    /// <summary>[N, N], from its column's neuron to its row's; or [N], each neuron to itself.</summary>
    public Parameter RecurrentWeight { get; }

    /// <summary>[N]; null where there is none.</summary>
    public Parameter? RecurrentBias { get; }

    Parameter IRecurrent.Weight => RecurrentWeight;

    Parameter? IRecurrent.Bias => RecurrentBias;

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => base.WorkOf(input, output) with
    {
        Sums = [new SynapticSum(RecurrentWeight, Sent(), (x, w) => w.Shape.Rank == 1 ? x * w : Operations.Linear.Of(x, w, default))],
    };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor initial = InitialState(input.Shape);
        Tensor previous = initial.Exists && sent is not null ? sent.Tensor : default;
        NeuronScan.Run run = RecurrentScan.Of(
            Scan, input, RecurrentWeight, RecurrentBias is null ? default : RecurrentBias.Tensor, initial, previous, Traced, CurrentSeed, CurrentStep, CutsTime);
        if (Carries) KeepLast(run.Output);
        return Finish(run);
    }

    void IRecurrent.ConnectBack(Network network, Population population)
    {
        VariableInfo port = population.Ports[0];
        ReadOnlySpan<float> weights = RecurrentWeight.Used.Values;
        int neurons = population.Size;
        if (RecurrentWeight.Shape.Rank == 2)
        {
            network.Connect(population, population, new Dense(new WeightTensor(weights, neurons, neurons), port.Unit), delay: Dt, port: port.Name);
        }
        else
        {
            int[] own = [.. Enumerable.Range(0, neurons)];
            network.Connect(population, population, new Explicit(own, own, new WeightTensor(weights, neurons), unit: port.Unit), delay: Dt, port: port.Name);
        }

        if (RecurrentBias is not null) network.Drive(population, new ConstantInput([.. RecurrentBias.Values.ToArray().Select(b => (double)b)], unit: port.Unit), port.Name);
    }

    private protected override bool RunsStepByStep => false;

    private protected override ScanModel Compile(LearntParameter[] learnt) => ScanModel.Of<TSurrogate>(Model, Dt, learnt);

    // What came back at every step: the spikes of the step before. What was carried into a part of a sequence has been replaced by what it sends on, so its first step counts as silent.
    private Tensor Sent()
    {
        Tensor shifted = Tensor.Zeros(Spikes.Shape);
        int step = Spikes.Shape.Product(1);
        Spikes.Values[..^step].CopyTo(shifted.Values[step..]);
        return shifted;
    }

    private void KeepLast(Tensor output)
    {
        (sent, sentBefore) = (sentBefore, sent);
        Tensor last = output.Slice(output.Shape[0] - 1);
        if (sent is null || sent.Shape != last.Shape) sent = new Parameter("sent", last.Shape) { Learns = false };
        last.Values.CopyTo(sent.Values);
    }

    private static void Draw(Span<float> values, float bound, ref RandomStream stream)
    {
        stream.FillUniform(values);
        foreach (ref float value in values) value = ((2 * value) - 1) * bound;
    }
}
