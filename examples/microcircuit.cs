#:project ../src/Myelin.Experiments/Myelin.Experiments.csproj

// The cortical microcircuit at a tenth of its neurons and in-degrees, from one's own program.
// Potjans and Diesmann (2014), Cerebral Cortex 24, 785-806; down-scaling of van Albada, Helias and Diesmann (2015).
//
//   dotnet run examples/microcircuit.cs           with independent Poisson trains from outside
//   dotnet run examples/microcircuit.cs -- dc     with constant currents instead

using Myelin.Analysis;
using Myelin.Experiments.Microcircuit;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

BackgroundInput background = args.Contains("dc") ? BackgroundInput.Dc : BackgroundInput.Poisson;
Network network = PotjansDiesmann.Describe(scale: 0.1, background, seed: 1);
Time warmup = 500 * ms, duration = 1 * s;

using Simulator run = network.Simulate(warmup + duration, PotjansDiesmann.Dt, record: r => r.Spikes());
Console.WriteLine($"{network.Neurons:N0} neurons, {run.Synapses:N0} synapses, {run.Bytes / 1e6:0} MB; built in {run.BuildTime.TotalSeconds:0.0} s");
Console.WriteLine($"{(warmup + duration).InSeconds} s simulated in {run.RunTime.TotalSeconds:0.00} s on {run.Threads} threads");
foreach (Population population in network.Populations)
{
    Raster spikes = run.Spikes(population).Slice(warmup, warmup + duration);
    double rate = PopulationStatistics.MeanRate(spikes).InHertz;
    Console.WriteLine($"{population.Name,-5} {population.Size,5} neurons {rate,6:0.00} Hz  {new string('#', (int)(4 * rate))}");
}
