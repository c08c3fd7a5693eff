#:project ../src/Myelin.Simulation/Myelin.Simulation.csproj
#:project ../src/Myelin.Analysis/Myelin.Analysis.csproj

// The sparsely connected network of excitatory and inhibitory neurons in its four regimes.
// Brunel (2000), Journal of Computational Neuroscience 8, 183-208: model A, section 2.1; the regimes are those of figure 8.
//
//   dotnet run examples/brunel.cs            the asynchronous irregular regime
//   dotnet run examples/brunel.cs -- sr      another: sr, fast, ai, slow

using Myelin.Analysis;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

// g: how much stronger inhibition is than excitation; eta: external rate over the rate that just reaches threshold.
var regimes = new Dictionary<string, (string Name, double G, double Eta)>
{
    ["sr"] = ("synchronous regular", 3, 2),
    ["fast"] = ("synchronous irregular, fast oscillation", 6, 4),
    ["ai"] = ("asynchronous irregular", 5, 2),
    ["slow"] = ("synchronous irregular, slow oscillation", 4.5, 0.9),
};
string choice = args.FirstOrDefault() ?? "ai";
if (!regimes.TryGetValue(choice, out var regime))
{
    Console.Error.WriteLine($"There is no regime '{choice}'; the regimes are {string.Join(", ", regimes.Keys)}.");
    return 2;
}

const int Excitatory = 10_000, Inhibitory = 2_500, Indegree = 1_000;
Voltage weight = 0.1 * mV;
Time delay = 1.5 * ms, dt = 0.1 * ms, warmup = 200 * ms, duration = 200 * ms;
var neuron = new LifDelta { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV, Refractory = 2 * ms };
Frequency threshold = neuron.Threshold / weight / neuron.TauM;

var network = new Network(seed: 1);
Population exc = network.Population("E", Excitatory, neuron);
Population inh = network.Population("I", Inhibitory, neuron);
foreach (Population target in new[] { exc, inh })
{
    network.Connect(exc, target, FixedIndegree(Indegree), weight, delay);
    network.Connect(inh, target, FixedIndegree(Indegree / 4), -regime.G * weight, delay);
    network.Drive(target, Poisson(regime.Eta * threshold, weight));
}

Console.WriteLine($"Brunel (2000), {regime.Name}: g = {regime.G}, eta = {regime.Eta}");
using Simulator run = network.Simulate(warmup + duration, dt, record: r => r.Spikes());
Console.WriteLine($"{network.Neurons:N0} neurons, {run.Synapses:N0} synapses, {run.SpikeCount:N0} spikes, {run.SynapticEvents:N0} synaptic events");
Console.WriteLine($"built in {run.BuildTime.TotalSeconds:0.0} s, {(warmup + duration).InMilliseconds:0} ms simulated in {run.RunTime.TotalSeconds:0.0} s on {run.Threads} threads");
Console.WriteLine();

foreach (Population population in network.Populations)
{
    Raster spikes = run.Spikes(population).Slice(warmup, warmup + duration);
    double[] cvs = PopulationStatistics.IntervalCvs(spikes, fewestSpikes: 4);
    string cv = cvs.Length > 0 ? $"{cvs.Average():0.00}" : "too few spikes";
    Console.WriteLine($"{population.Name}: rate {PopulationStatistics.MeanRate(spikes).InHertz:0.0} Hz, CV of intervals {cv}, synchrony index {PopulationStatistics.SynchronyIndex(spikes.SliceNeurons(0, 1000)):0.0}");
}

// The last 100 ms of fifteen neurons and, below, of the whole population: one column is a millisecond.
Console.WriteLine();
Raster tail = run.Spikes(exc).Slice(warmup + duration - (100 * ms), warmup + duration);
for (int n = 0; n < 15; n++)
    Console.WriteLine(string.Concat(SpikeCounts.PerBin(tail.Train(n), 1 * ms).Select(c => c == 0 ? ' ' : '|')));
int[] counts = SpikeCounts.PerBin(tail, 1 * ms);
Console.WriteLine(string.Concat(counts.Select(c => "▁▂▃▄▅▆▇█"[Math.Min(7, c * 8 / (counts.Max() + 1))])));
return 0;
