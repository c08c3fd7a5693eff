using BenchmarkDotNet.Attributes;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Benchmarks.Neurons;

/// <summary>What does a step of a neuron cost, for every model of the catalogue? The loop is the engine's, in single precision, at steps of 0.1 ms or where a model refuses that of 0.01 ms.</summary>
public class NeuronKernels
{
    private DrivenKernel kernel = null!;
    private float[][] arrivals = [];

    /// <summary>The model.</summary>
    [ParamsSource(nameof(Models))]
    public string Model { get; set; } = "";

    /// <summary>Number of neurons: in the first cache, and beyond it.</summary>
    [Params(1_024, 40_000)]
    public int Neurons { get; set; }

    /// <summary>The models, by name.</summary>
    public static IEnumerable<string> Models => NeuronCatalogue.BuiltIn.Models.Select(m => m.Info.Name);

    [GlobalSetup]
    public void Build()
    {
        INeuronModel model = NeuronCatalogue.BuiltIn.Find(Model);
        Time dt = StepOf(model);
        kernel = new DrivenKernel(model, [model.LowerInitialState(dt)], Neurons, dt);
        arrivals = Work.Arrivals(model, Neurons);
    }

    [Benchmark(OperationsPerInvoke = Work.NeuronSteps)]
    public int Step()
    {
        for (int port = 0; port < arrivals.Length; port++) kernel.Arrive(port, arrivals[port]);
        int spikes = 0;
        for (int i = 0; i < Work.NeuronSteps / Neurons; i++) spikes += kernel.Step();
        return spikes;
    }

    // Models of ion channels refuse steps at which their scheme is not stable.
    private static Time StepOf(INeuronModel model)
    {
        try
        {
            model.LowerConstants(DrivenKernel.Dt);
            return DrivenKernel.Dt;
        }
        catch (ArgumentException)
        {
            return 0.1 * DrivenKernel.Dt;
        }
    }

    [GlobalCleanup]
    public void Dispose() => kernel.Dispose();
}
