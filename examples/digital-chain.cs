#:project ../src/Myelin.Simulation/Myelin.Simulation.csproj

// Layers without delay: what the first layer emits in a step reaches the last in the same step, as on digital chips and in
// machine learning. Numbers are pure, time is counted in steps.

using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using static Myelin.Syntax;

const int Width = 32, Layers = 4, Steps = 20;
Time step = 1 * ms, none = 0 * ms;

var network = new Network(seed: 7);
Population input = network.Population("input", Width, new Parrot());

// Half of the inputs spike in step 1, all of them in step 2, and so on.
double[] times = [.. Enumerable.Range(0, Steps).SelectMany(t => Enumerable.Repeat(t + 1.0, t % 2 == 0 ? Width / 2 : Width))];
int[] targets = [.. Enumerable.Range(0, Steps).SelectMany(t => Enumerable.Range(0, t % 2 == 0 ? Width / 2 : Width))];
network.Drive(input, SpikeReplay(times, targets));

Population before = input;
for (int layer = 1; layer <= Layers; layer++)
{
    Population here = network.Population($"layer {layer}", Width, new Leaky { Beta = 0.5, Threshold = 1, ResetTiming = ResetTiming.SameStep });

    // Every neuron listens to itself and its two neighbours in the layer before.
    var weights = new float[Width * Width];
    for (int to = 0; to < Width; to++)
    {
        for (int from = Math.Max(0, to - 1); from <= Math.Min(Width - 1, to + 1); from++) weights[(to * Width) + from] = 0.4f;
    }

    network.Connect(before, here, Dense(new WeightTensor(weights, Width, Width)), delay: none);
    before = here;
}

using Simulator run = network.Simulate(Steps * step, step, record: r => r.Spikes());
Console.WriteLine($"{"step",-9}{string.Join(' ', Enumerable.Range(1, Steps).Select(t => $"{t,2}"))}");
foreach (Population population in network.Populations)
    Console.WriteLine($"{population.Name,-9}{string.Join(' ', Enumerable.Range(0, Steps).Select(t => $"{run.Spikes(population).NeuronsAt(t).Length,2}"))}");
