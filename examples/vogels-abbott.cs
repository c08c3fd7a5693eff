#:project ../src/Myelin.Simulation/Myelin.Simulation.csproj
#:project ../src/Myelin.Analysis/Myelin.Analysis.csproj

// A network that goes on by itself: 4,000 neurons with exponential synaptic currents, no input from outside.
// Vogels and Abbott (2005), Journal of Neuroscience 25, 10786-10795, with the parameters of benchmark 2 of
// Brette et al. (2007), Journal of Computational Neuroscience 23, 349-398.

using Myelin.Analysis;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

var neuron = new LifExp
{
    TauM = 20 * ms,
    TauSynE = 5 * ms,
    TauSynI = 10 * ms,
    Capacitance = 200 * pF,
    Rest = -49 * mV,
    Threshold = -50 * mV,
    Reset = -60 * mV,
    Refractory = 5 * ms,
};
Time dt = 0.1 * ms;
var network = new Network(seed: 1);
Population exc = network.Population("E", 3_200, neuron);
Population inh = network.Population("I", 800, neuron);
foreach (Population target in new[] { exc, inh })
{
    network.Initialize(target, "U", Uniform(-60 * mV, -50 * mV));
    network.Connect(exc, target, FixedProbability(0.02), 16.2 * pA, dt);
    network.Connect(inh, target, FixedProbability(0.02), -90 * pA, dt);
}

using Simulator run = network.Simulate(2 * s, dt, record: r => r.Spikes().Voltage(exc[..1]));
Console.WriteLine($"{run.Synapses:N0} synapses; 2 s simulated in {run.RunTime.TotalSeconds:0.00} s");
foreach (Population population in network.Populations)
{
    Raster spikes = run.Spikes(population).Slice(500 * ms, 2 * s);
    Console.WriteLine($"{population.Name}: rate {PopulationStatistics.MeanRate(spikes).InHertz:0.0} Hz, CV of intervals {PopulationStatistics.IntervalCvs(spikes).Average():0.00}");
}

double[] potential = run.Voltage(exc[..1]).Of(0);
Console.WriteLine($"membrane potential of the first neuron: {potential.Min():0.0} to {potential.Max():0.0} mV, mean {potential.Average():0.0} mV");
