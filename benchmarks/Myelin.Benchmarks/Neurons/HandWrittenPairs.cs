using BenchmarkDotNet.Attributes;
using Myelin.Benchmarks.Neurons.HandWritten;

namespace Myelin.Benchmarks.Neurons;

/// <summary>
/// Does a model that is written once cost more than a loop over <c>Vector512</c> that is written by hand for it alone? Both do the same arithmetic
/// on memory of the same layout, and both give the same numbers, bit for bit, which is checked before anything is timed.
/// </summary>
public class HandWrittenPairs
{
    private DrivenKernel kernel = null!;
    private HandWrittenRun byHand = null!;
    private float[][] arrivals = [];

    /// <summary>The loop by hand, and with it the model.</summary>
    [ParamsSource(nameof(Loops))]
    public HandWrittenLoop Model { get; set; } = null!;

    /// <summary>Number of neurons: in the first cache, and beyond it.</summary>
    [Params(1_024, 40_000)]
    public int Neurons { get; set; }

    /// <summary>All loops of this assembly.</summary>
    public static IEnumerable<HandWrittenLoop> Loops => typeof(HandWrittenLoop).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(HandWrittenLoop)))
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => (HandWrittenLoop)Activator.CreateInstance(t)!);

    [GlobalSetup]
    public void Build()
    {
        double[][] initial = Model.InitialStates(Neurons);
        arrivals = Work.Arrivals(Model.Model, Neurons);
        kernel = new DrivenKernel(Model.Model, initial, Neurons);
        byHand = new HandWrittenRun(Model, initial, Neurons);
        ThrowIfDifferent();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Work.NeuronSteps)]
    public int ByHand()
    {
        for (int port = 0; port < arrivals.Length; port++) byHand.Arrive(port, arrivals[port]);
        int spikes = 0;
        for (int i = 0; i < Work.NeuronSteps / Neurons; i++) spikes += byHand.Step();
        return spikes;
    }

    [Benchmark(OperationsPerInvoke = Work.NeuronSteps)]
    public int WrittenOnce()
    {
        for (int port = 0; port < arrivals.Length; port++) kernel.Arrive(port, arrivals[port]);
        int spikes = 0;
        for (int i = 0; i < Work.NeuronSteps / Neurons; i++) spikes += kernel.Step();
        return spikes;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        kernel.Dispose();
        byHand.Dispose();
    }

    private void ThrowIfDifferent()
    {
        const int Steps = 1_000;
        int fired = 0;
        for (int step = 0; step < Steps; step++)
        {
            if (step % 10 == 0)
            {
                for (int port = 0; port < arrivals.Length; port++)
                {
                    kernel.Arrive(port, arrivals[port]);
                    byHand.Arrive(port, arrivals[port]);
                }
            }

            int spikes = kernel.Step();
            fired += spikes;
            if (!kernel.Spikes(spikes).SequenceEqual(byHand.Spikes(byHand.Step())))
                throw new InvalidOperationException($"{Model}: the loop by hand fires other neurons in step {step}.");
        }

        if (fired == 0) throw new InvalidOperationException($"{Model}: no neuron fires in {Steps} steps, so spikes would not be measured.");
        for (int variable = 0; variable < Model.Model.Info.States.Count; variable++)
        {
            for (int n = 0; n < Neurons; n++)
            {
                if (BitConverter.SingleToUInt32Bits(kernel[variable, n]) != BitConverter.SingleToUInt32Bits(byHand[variable, n]))
                    throw new InvalidOperationException($"{Model}: {Model.Model.Info.States[variable].Name} of neuron {n} is {kernel[variable, n]}, by hand {byHand[variable, n]}.");
            }
        }
    }
}
