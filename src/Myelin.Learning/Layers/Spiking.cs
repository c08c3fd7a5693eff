using Myelin.Learning.Complexity;
using Myelin.Learning.Operations.Quantisation;
using Myelin.Learning.Scans;
using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Learning.Layers;

/// <summary>
/// A population of neurons as a layer over [T, B, ...]: one pass over time forward, one backward, through the model's own definition. Any neuron
/// model of the library, or of a user, can be one.
/// </summary>
public abstract class Spiking : Module
{
    // A sequence has fewer steps than two to this power.
    private const int StepBits = 20;

    // What a parameter that must be above 0 is kept at least at.
    private const double SmallestPositive = 1e-6;

    private readonly List<LearntParameter> learnt = [];
    private ScanModel? scan;
    private NeuronScan.Run lastRun;
    private long lastStep;
    private Tensor flowing;
    private StepResponse? response;
    private Parameter? carried;
    private Parameter? before;
    private bool carries;
    private bool hasCarried;
    private long step;
    private int traced = -1;

    private protected Spiking(INeuronModel model, Time? dt)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Dt = dt ?? Time.FromValue(1);
        _ = model.LowerConstants(Dt);
    }

    /// <summary>The neurons.</summary>
    public INeuronModel Model { get; }

    /// <summary>Length of a time step.</summary>
    public Time Dt { get; }

    /// <summary>The state variable that the layer hands on instead of spikes; null for spikes. A read-out hands on its membrane potential.</summary>
    /// <exception cref="ArgumentException">The model has no such variable; the message lists those it has.</exception>
    public string? Reads
    {
        get;
        init
        {
            traced = value is null ? -1 : VariableIndex(value);
            field = value;
        }
    }

    /// <summary>
    /// The fixed-point words that state variables are kept in: after every step each is brought to the grid, with a straight-through derivative. Null for single precision. Arithmetic within a step stays in
    /// single precision, and every step is an operation of its own, which takes longer.
    /// </summary>
    /// <exception cref="ArgumentException">The format makes no sense, or the layer cannot be run step by step.</exception>
    public FixedFormat? StateGrid
    {
        get;
        set
        {
            if (value is not null && !RunsStepByStep) throw new ArgumentException($"{GetType().Name.Split('`')[0]}: states on a grid need a layer that can be run step by step, which this one cannot; use Spiking.");
            field = value?.Checked();
        }
    }

    /// <summary>What the random numbers of a stochastic model are drawn from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The spikes of the last pass, [T, B, ...], for losses on activity; no tensor before the first.</summary>
    public Tensor Spikes { get; private set; }

    /// <summary>Spikes of a neuron since its state was reset, mean over neurons, sum over the samples of the batch and over the parts of a sequence.</summary>
    public double SpikesPerNeuron { get; private set; }

    /// <summary>The traced state variable of the last pass, [T, B, ...], where <see cref="Reads"/> names one.</summary>
    public Tensor Trace { get; private set; }

    /// <summary>The parameters that are learnt, by the names that the model has for them.</summary>
    public IEnumerable<(string Name, Parameter Value)> Learnt => learnt.Select(p => (Model.Info.Parameters[p.Index].Name, p.Value));

    /// <summary>Makes a parameter of the model a learnt one; call before the first pass.</summary>
    /// <param name="parameter">Its name, such as nameof(Leaky.Beta).</param>
    /// <param name="neurons">1 for one value for the layer, or the number of neurons for one each.</param>
    /// <param name="low">Values below count as this one; the model's own limits hold anyway.</param>
    /// <param name="high">Values above count as this one; the model's own limits hold anyway.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="ArgumentException">The model has no such parameter; the message lists those it has.</exception>
    /// <exception cref="InvalidOperationException">The layer has run already.</exception>
    public Spiking Learn(string parameter, int neurons = 1, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (scan is not null) throw new InvalidOperationException($"{Model.Info.Name}.{parameter} must be made a learnt parameter before the layer runs.");
        int index = Index(Model.Info.Parameters.Select(p => p.Name), parameter, "parameter");
        double[] values = new double[Model.Info.Parameters.Count];
        Model.CopyParameters(values);
        Parameter learns = AddParameter(parameter, [neurons]);
        learns.Values.Fill((float)values[index]);
        ParameterInfo info = Model.Info.Parameters[index];
        double lowest = info.IsLowExcluded ? SmallestPositive : info.Low;
        learnt.Add(new LearntParameter(index, learns, Math.Max(low, lowest), Math.Min(high, info.High)));
        return this;
    }

    /// <inheritdoc/>
    public override void ResetState(long sequence = 0)
    {
        hasCarried = false;
        flowing = default;
        SpikesPerNeuron = 0;
        step = sequence << StepBits;
    }

    /// <inheritdoc/>
    public override void CarryState(bool carries)
    {
        this.carries = carries;
        if (!carries) hasCarried = false;
    }

    /// <summary>Compiles the model with the layer's surrogate.</summary>
    private protected abstract ScanModel Compile(LearntParameter[] learnt);

    /// <summary>The compiled model.</summary>
    private protected ScanModel Scan => scan ??= Compile([.. learnt]);

    /// <summary>What the random numbers are drawn from now.</summary>
    private protected ulong CurrentSeed => Seed ^ (IsTraining ? 0 : 0x9E3779B97F4A7C15UL);

    /// <summary>The state variable that is traced; -1 for none.</summary>
    private protected int Traced => traced < 0 && TracesMembrane ? Membrane : traced;

    /// <summary>Whether the membrane potential of every step is kept even where nobody reads it, for those who count how often it changes.</summary>
    internal bool TracesMembrane { get; set; }

    // The membrane potential is called U in every model that has one.
    private int Membrane => Math.Min(Model.Info.States.Count - 1, Math.Max(0, Model.Info.States.Index().FirstOrDefault(s => string.Equals(s.Item.Name, "U", StringComparison.Ordinal)).Index));

    /// <summary>The state that the next pass starts from; no tensor where it starts at rest.</summary>
    /// <param name="input">Shape of the input.</param>
    private protected Tensor InitialState(Shape input) =>
        carries && hasCarried && carried is not null && carried.Shape == StateShape(input) ? carried.Tensor : default;

    /// <summary>Takes note of a pass.</summary>
    /// <returns>What the layer hands on.</returns>
    private protected Tensor Finish(NeuronScan.Run run)
    {
        Shape shape = run.Output.Shape;
        lastStep = step;
        step += shape[0];
        SpikesPerNeuron += (double)run.Output.Storage.Active * shape[1] / shape.Product(1);
        if (carries) Carry(run.Final);
        Spikes = run.Output;
        Trace = run.Trace;
        lastRun = run;
        return Reads is null ? run.Output : run.Trace;
    }

    /// <summary>Whether the state after a part of a sequence is where the next part starts.</summary>
    private protected bool Carries => carries;

    /// <summary>Whether no gradient goes from a step to the one before: what is learnt from each step by itself.</summary>
    internal bool CutsTime { get; set; }

    /// <summary>Whether each step can be a pass of its own, with something between the steps.</summary>
    private protected virtual bool RunsStepByStep => true;

    /// <summary>Whether its steps can be learnt by themselves: what it does at one does not depend on the others but through its state.</summary>
    internal virtual bool StepsAlone => true;

    /// <summary>Whether each pass is one step, whose state goes on to the next with its gradient, on the tape.</summary>
    internal bool CarriesGradient { get; set; }

    /// <summary>How the neurons answer a small input, for the traces of online learning.</summary>
    internal StepResponse Response => response ??= StepResponse.Of(Model, Dt, traced);

    /// <summary>The derivatives of the step that the layer has just computed; on the tape until it is rewound.</summary>
    internal StepJacobian Jacobian() => StateGrid is not null
        ? throw new InvalidOperationException($"{Path}: states on a grid are learnt by back-propagation through time; this algorithm needs states in single precision.")
        : StepJacobian.Of(Scan, lastRun.Drive, lastRun.Initial, traced, CurrentSeed, lastStep);

    /// <summary>The step that the next pass begins with.</summary>
    private protected long CurrentStep => step;

    /// <summary>The model with its parameters as they have been learnt: one for all neurons, or one each.</summary>
    /// <param name="neurons">Number of neurons of a sample.</param>
    internal virtual IReadOnlyList<INeuronModel> LearntModels(int neurons)
    {
        double[] numbers = new double[Model.Info.Parameters.Count];
        Model.CopyParameters(numbers);
        INeuronModel[] models = new INeuronModel[learnt.Any(p => p.Value.Shape.Count > 1) ? neurons : 1];
        for (int n = 0; n < models.Length; n++)
        {
            foreach (LearntParameter parameter in learnt) numbers[parameter.Index] = parameter.Of(n);
            models[n] = learnt.Count == 0 ? Model : Model.With(numbers);
        }

        return models;
    }

    /// <summary>Differentiates spikes by their times from now on; by the layer's surrogate where null.</summary>
    internal void DifferentiateBy(SpikeTimeRule? rule) => Scan.Rule = rule;

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new() { Activations = Spikes, Neurons = new NeuronWork(Model, Dt, Trace) };

    /// <summary>Runs the neurons on what arrives at their ports.</summary>
    /// <param name="inputs">What arrives at each port, [T, B, ...]; no tensor where nothing does, but the last one is there.</param>
    /// <returns>The spikes, or the state variable that <see cref="Reads"/> names.</returns>
    public Tensor Run(params ReadOnlySpan<Tensor> inputs) => StateGrid is { } grid
        ? RunOnGrid(grid, inputs)
        : CarriesGradient
        ? RunOn(inputs)
        : Finish(NeuronScan.Of(Scan, inputs, InitialState(inputs[^1].Shape), Traced, CurrentSeed, step, cutsTime: CutsTime));

    /// <summary>As <see cref="Run"/>, from a state other than that at rest.</summary>
    /// <param name="initial">The state before the first step, [S, B, ...], variables in the order of the model's; a gradient passes to it.</param>
    /// <param name="inputs">What arrives at each port, [T, B, ...].</param>
    /// <exception cref="ArgumentException">The shape of the state does not fit.</exception>
    public Tensor RunFrom(Tensor initial, params ReadOnlySpan<Tensor> inputs)
    {
        Shape expected = StateShape(inputs[^1].Shape);
        if (initial.Shape != expected) throw new ArgumentException($"{Model.Info.Name}: the state before an input of {inputs[^1].Shape} has the shape {expected}, got {initial.Shape}.");
        return Finish(NeuronScan.Of(Scan, inputs, initial, Traced, CurrentSeed, step, cutsTime: CutsTime));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => Run(input);

    private Tensor RunOn(ReadOnlySpan<Tensor> inputs)
    {
        Shape shape = inputs[^1].Shape;
        if (shape[0] != 1) throw new InvalidOperationException($"{Path}: the state goes on with its gradient from step to step, but {shape[0]} steps arrived at once.");
        NeuronScan.Run run = NeuronScan.Of(Scan, inputs, flowing, -1, CurrentSeed, step, finalLearns: true);
        flowing = run.Final;
        Tensor spikes = Finish(run with { Trace = traced < 0 ? default : run.Final.Slice(traced).Reshape(shape) });
        return spikes;
    }

    private Tensor RunOnGrid(FixedFormat grid, ReadOnlySpan<Tensor> inputs)
    {
        Shape shape = inputs[^1].Shape;
        (double low, double high) = (grid.Least / grid.Unit, grid.Most / grid.Unit);
        int steps = shape[0], kept = Traced;
        Tensor state = InitialState(shape);
        Tensor[] spikes = new Tensor[steps], traces = new Tensor[kept < 0 ? 0 : steps], now = new Tensor[inputs.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int p = 0; p < now.Length; p++) now[p] = inputs[p].Exists ? inputs[p].Steps(t, 1) : default;
            NeuronScan.Run run = NeuronScan.Of(Scan, now, state, -1, CurrentSeed, step + t, finalLearns: true, CutsTime);
            state = Rounded.Of(run.Final, [(float)grid.Unit], low, high, grid.Rounding, grid.Overflow);
            spikes[t] = run.Output;
            if (kept >= 0) traces[t] = state.Slice(kept).Reshape(shape.With(0, 1));
        }

        return Finish(new NeuronScan.Run(Tensor.Concatenate(spikes), kept < 0 ? default : Tensor.Concatenate(traces), state));
    }

    private Shape StateShape(Shape input) => input.Slice(1, input.Rank).Under(Math.Max(1, Scan.States));

    private void Carry(Tensor final)
    {
        // The backward pass of this part starts from the state before it, so that one stays until the next part has run.
        (carried, before) = (before, carried);
        if (carried is null || carried.Shape != final.Shape) carried = new Parameter("state", final.Shape) { Learns = false };
        final.Values.CopyTo(carried.Values);
        hasCarried = true;
    }

    private int VariableIndex(string name) => Index(Model.Info.States.Select(s => s.Name), name, "state variable");

    private protected int Index(IEnumerable<string> names, string name, string what)
    {
        string[] known = [.. names];
        int index = Array.IndexOf(known, name);
        return index >= 0 ? index : throw new ArgumentException($"{Model.Info.Name} has no {what} '{name}'; it has {(known.Length == 0 ? "none" : string.Join(", ", known))}.");
    }
}

/// <summary>A population of neurons as a layer, with the derivative that its spikes are given.</summary>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
public sealed class Spiking<TSurrogate> : Spiking
    where TSurrogate : struct, ISurrogate
{
    /// <summary>Makes a layer.</summary>
    /// <param name="model">The neurons.</param>
    /// <param name="dt">Length of a time step; 1 ms where left out. Models that count in steps do not use it.</param>
    /// <exception cref="ArgumentException">A parameter of the model makes no sense.</exception>
    public Spiking(INeuronModel model, Time? dt = null)
        : base(model, dt)
    {
    }

    private protected override ScanModel Compile(LearntParameter[] learnt) => ScanModel.Of<TSurrogate>(Model, Dt, learnt);
}
