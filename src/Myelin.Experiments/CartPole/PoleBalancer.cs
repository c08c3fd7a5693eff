using System.Numerics.Tensors;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation;
using static Myelin.Syntax;

namespace Myelin.Experiments.CartPole;

/// <summary>
/// Who balances: place cells onto two groups of noisy neurons, left and right, that silence each other, and onto a critic whose rate tells how near the next fall is. The group that fires more pushes.
/// What the critic foretold too much or too little is the third factor of both projections: dopamine for the actors, which keep how their spikes followed those of the place cells, and the error
/// of the critic. It runs in real time: 20 ms for a step of the cart, in the first half of which the place cells fire; the actors hear them 10 ms later.
/// </summary>
internal sealed class PoleBalancer : IDisposable
{
    /// <summary>Steps of 1 ms in each half of a step of the cart.</summary>
    public const int Half = 10;

    /// <summary>Neurons in each group that pushes.</summary>
    public const int PerGroup = 4;

    /// <summary>Neurons of the critic.</summary>
    public const int Critics = 8;

    // Spikes of one critic neuron in half a step that stand for a fall for certain.
    private const double SpikesOfFall = 5;

    // Silence between two episodes, in which eligibilities fade.
    private const int Rest = 600;

    private readonly PlaceFields fields;
    private readonly Simulator simulator;
    private readonly Population places;
    private readonly Population actors;
    private readonly Population critic;
    private readonly Drive eyes;
    private readonly Projection acting;
    private readonly Projection judging;
    private readonly double[] seen;
    private readonly int[] cells;
    private readonly int[] fired = new int[2 * PerGroup];
    private readonly int[] judged = new int[Critics];
    private readonly double discount;
    private RandomStream ties;
    private double danger = double.NaN;

    /// <summary>Makes a network that has learnt nothing.</summary>
    /// <param name="layers">How many place cells fire in a state.</param>
    /// <param name="actorRate">Learning rate of the synapses onto the actors.</param>
    /// <param name="criticRate">Learning rate of the synapses onto the critic.</param>
    /// <param name="discount">What a fall one step later counts.</param>
    /// <param name="seed">Names everything random.</param>
    public PoleBalancer(int layers, double actorRate, double criticRate, double discount, ulong seed)
    {
        this.discount = discount;
        fields = new PlaceFields(layers);
        var network = new Network(seed);
        places = network.Relay("place cells", fields.Count);
        actors = network.Population("actors", 2 * PerGroup, new LifDelta { TauM = 10 * ms, Refractory = 1 * ms });
        critic = network.Population("critic", Critics, new If { Reset = ResetMode.Subtract });
        network.Initialize(critic, "U", Uniform(0, 1));
        eyes = network.Drive(places, Steered());
        network.Drive(actors, Poisson(1000 * Hz, 1.5 * mV));
        network.Drive(actors, Poisson(1000 * Hz, -1.5 * mV));
        double middle = 3.0 / layers;
        acting = network.Connect(places, actors, AllToAll(), Uniform(0.95 * middle * mV, 1.05 * middle * mV), delay: Half * ms);
        network.Learn(acting, new Mstdpet { MinWeight = 0, MaxWeight = 2 * middle, Nu = actorRate, AMinus = 0, TauPlus = 10 * ms, TauE = 200 * ms }, DelayPlace.Axon);
        judging = network.Connect(places, critic, AllToAll(), 0.0, delay: 1 * ms);
        network.Learn(judging, new ErrorModulated { MinWeight = 0, MaxWeight = 1, Eta = criticRate / layers, Tau = 10 * ms, TauE = 150 * ms }, DelayPlace.Axon);
        int[] all = [.. Enumerable.Range(0, 2 * PerGroup * 2 * PerGroup).Where(k => k / (2 * PerGroup) / PerGroup != k % (2 * PerGroup) / PerGroup)];
        double[] silencing = [.. all.Select(_ => -8.0)];
        network.Connect(
            actors, actors,
            new Explicit([.. all.Select(k => k / (2 * PerGroup))], [.. all.Select(k => k % (2 * PerGroup))], new WeightTensor(silencing, silencing.Length), [.. all.Select(_ => 1.0)], "mV"));
        simulator = new Simulator(network, dt: 1 * ms, r => r.Counts(places).Counts(actors).Counts(critic), new SimulationOptions { Threads = 1 });
        seen = new double[fields.Count];
        cells = new int[layers];
        ties = new RandomStream(seed, StreamPurpose.Data, 1);
    }

    /// <summary>Weights onto the actors [mV]: [place cells, actors], those that push to the left first.</summary>
    public double[] ActorWeights => simulator.Weights(acting).Values;

    /// <summary>Weights onto the critic: [place cells, neurons].</summary>
    public double[] CriticWeights => simulator.Weights(judging).Values;

    /// <summary>The last danger that the critic told: the expected, discounted punishment, 1 for a fall now.</summary>
    public double Danger => danger;

    /// <summary>Whose weights these are: which place cells fire where.</summary>
    public PlaceFields Fields => fields;

    /// <summary>Looks, judges what came before, and decides.</summary>
    /// <param name="state">Position [m], velocity [m/s], angle [rad] and angular velocity [rad/s].</param>
    /// <param name="learns">Whether it changes anything.</param>
    /// <param name="log">Keeps every spike; null keeps none.</param>
    /// <returns>1 to push to the right, 0 to the left.</returns>
    public int Act(ReadOnlySpan<double> state, bool learns, SpikeLog? log = null)
    {
        fields.Find(state, cells);
        foreach (int cell in cells) seen[cell] = 1;
        simulator.Steer(eyes, seen);
        foreach (int cell in cells) seen[cell] = 0;
        Advance(Half, log);
        double spikes = TensorPrimitives.Sum<int>(judged);
        simulator.Steer(eyes, seen);
        Advance(1, log);
        spikes += TensorPrimitives.Sum<int>(judged);
        double now = spikes / (SpikesOfFall * Critics);
        if (learns && !double.IsNaN(danger)) Tell(danger - (discount * now));
        danger = now;
        Advance(Half - 1, log);
        int left = TensorPrimitives.Sum<int>(fired.AsSpan(0, PerGroup)), right = TensorPrimitives.Sum<int>(fired.AsSpan(PerGroup));
        return left == right ? ties.NextInt(2) : right > left ? 1 : 0;
    }

    /// <summary>An episode ends.</summary>
    /// <param name="fell">Whether the pole fell or the cart ran off its track, which is punished.</param>
    /// <param name="learns">Whether it changes anything.</param>
    public void End(bool fell, bool learns)
    {
        if (learns && fell) Tell(danger - 1);
        danger = double.NaN;
        Advance(Rest, null);
    }

    public void Dispose() => simulator.Dispose();

    // Simulates so many ms, and counts who fired how often in them.
    private void Advance(int steps, SpikeLog? log)
    {
        if (log is null)
        {
            simulator.RunSteps(steps);
            simulator.TakeCounts(actors, fired);
            simulator.TakeCounts(critic, judged);
            return;
        }

        int[] sumFired = new int[fired.Length], sumJudged = new int[judged.Length], looked = new int[places.Size];
        simulator.TakeCounts(places, looked);
        for (int i = 0; i < steps; i++)
        {
            simulator.RunSteps(1);
            simulator.TakeCounts(places, looked);
            simulator.TakeCounts(actors, fired);
            simulator.TakeCounts(critic, judged);
            log.Add(looked, fired, judged);
            TensorPrimitives.Add<int>(sumFired, fired, sumFired);
            TensorPrimitives.Add<int>(sumJudged, judged, sumJudged);
        }

        sumFired.CopyTo(fired, 0);
        sumJudged.CopyTo(judged, 0);
    }

    private void Tell(double better)
    {
        simulator.SetFactor(acting, better);
        simulator.SetFactor(judging, -better);
    }
}
