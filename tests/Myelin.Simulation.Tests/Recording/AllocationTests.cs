using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Tests.Reference;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Recording;

/// <summary>
/// A step allocates nothing on the managed heap. What this does not prove: recording grows its native lists, whose few small managed handles
/// are allowed for.
/// </summary>
[Collection("alone")]
public class AllocationTests
{
    [Fact]
    public void One_thread_allocates_nothing()
    {
        using Simulator run = new(Busy(), Dt, null, Single());
        run.RunSteps(2000);
        Allocation.Least(() => run.RunSteps(1000)).ShouldBe(0);
        Allocation.Least(() => run.RunSteps(10_000)).ShouldBe(0);
        run.SynapticEvents.ShouldBeGreaterThan(100_000);
    }

    [Fact]
    public void Several_threads_allocate_nothing()
    {
        using Simulator run = new(Busy(), Dt, null, Single(2));
        run.RunSteps(1000);
        long least = long.MaxValue;

        // The least of many short runs: the test host's own threads allocate now and then.
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            run.RunSteps(200);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.ShouldBe(0);
    }

    [Fact]
    public void Recording_spikes_allocates_only_when_its_lists_double()
    {
        using Simulator run = new(Busy(), Dt, r => r.Spikes());
        run.RunSteps(2000);
        Allocation.Least(() => run.RunSteps(10_000), attempts: 2).ShouldBeLessThan(2000);
        run.SpikeCount.ShouldBeGreaterThan(10_000);
    }

    private static Network Busy()
    {
        var network = new Network(2);
        Population exc = network.Population("exc", 400, new LifExp { Bias = 300 * pA });
        Population noise = network.Population("noise", 100, new PoissonNeuron { Rate = 50 * Hz });
        Population map = network.Population("map", 400, new Leaky());
        network.Drive(exc, Poisson(5 * kHz, 30 * pA));
        network.Drive(exc[5..150], NoisyCurrent(10 * pA, 50 * pA));
        network.Drive(exc[5..], StepCurrent((1 * ms, 20 * pA)));
        network.Drive(map[3..], SpikeReplay([.. Enumerable.Range(1, 500).Select(i => i * 0.5)], [.. Enumerable.Range(0, 500).Select(i => i % 300)]));
        network.Connect(exc, exc, FixedIndegree(20), Normal(10 * pA, 5 * pA), Uniform(0.2 * ms, 2 * ms));
        network.Connect(noise, exc, FixedIndegree(10), 20 * pA);
        network.Connect(exc, map, Convolution((1, 20, 20), new WeightTensor([.. Enumerable.Repeat(0.125, 9)], 1, 1, 3, 3), padding: 1), delay: 0 * ms);
        network.Connect(map, exc, Dense(new WeightTensor(new double[400 * 400], 400, 400), "pA"));
        return network;
    }
}

/// <summary>Tests that measure the whole process run when no other does.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public class Alone;
