using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Inference;
using Myelin.Spikes;
using Myelin.Tests.Reference;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Inference;

/// <summary>The engine for streams is the simulator, step by step.</summary>
public class InferenceEngineTests
{
    private const int Inputs = 2 * 12 * 12, Outputs = 10;

    [Fact]
    public void It_gives_the_simulators_spikes() => Prop.ForAll<int>(seed =>
    {
        const int Steps = 80;
        AddressEvent[] events = Events(seed, Steps, 400);
        (Network replayed, _, Population expected) = Layers(seed);
        replayed.Drive(replayed.Populations[0], SpikeReplay([.. events.Select(e => ((e.Microseconds / 1000) + 1) * 1.0)], [.. events.Select(e => e.Address)]));
        using Simulator simulator = new(replayed, 1 * ms, r => r.Spikes(), Single());
        simulator.RunSteps(Steps);

        using InferenceEngine engine = Engine(seed);
        var found = new List<(int, int)>();
        for (int part = 0, step = 0; part < 2; part++)
        {
            // In two pieces, each pushed at once.
            engine.Push(events.AsSpan(part * 200, 200));
            for (int until = part == 0 ? (int)(events[200].Microseconds / 1000) : Steps; step < until; step++)
            {
                engine.Step();
                foreach (int neuron in engine.Spikes) found.Add((step, neuron));
                for (int o = 0; o < Outputs; o++) engine.Output[o].ShouldBe(engine.Spikes.Contains(o) ? 1 : 0);
            }
        }

        found.ToArray().ShouldBe(simulator.SpikeList(expected), $"seed {seed}");
        engine.SpikeCount.ShouldBe(simulator.SpikeCount);
        engine.SynapticEvents.ShouldBe(simulator.SynapticEvents);
        found.Count.ShouldBeGreaterThan(0);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    [Fact]
    public void A_reset_brings_the_beginning_back()
    {
        using InferenceEngine engine = Engine(3);
        float[] first = Run(engine, 3, 60), other = Run(engine, 4, 60), again = Run(engine, 3, 60);
        again.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using InferenceEngine engine = Engine(1);
        engine.Push(Events(1, 600, 6000));
        for (int i = 0; i < 200; i++) engine.Step();
        Allocation.Least(() =>
        {
            for (int i = 0; i < 100; i++) engine.Step();
        }).ShouldBe(0);
        engine.SpikeCount.ShouldBeGreaterThan(1000);
        Allocation.Least(engine.Reset).ShouldBe(0);
        engine.Waiting.ShouldBe(0);
    }

    [Fact]
    public void Work_follows_the_events()
    {
        using InferenceEngine engine = Engine(1);
        for (int i = 0; i < 2000; i++) engine.Step();
        engine.AwakeBlocks.ShouldBe(0);
        engine.SynapticEvents.ShouldBe(0);

        // One event wakes its own block and those below the kernel: 3 x 3 x 8 neurons of 10 x 10 x 8.
        engine.Push([new AddressEvent(2_000_000, (5 * 12) + 6)]);
        engine.Step();
        engine.SynapticEvents.ShouldBe(72 + (engine.SpikeCount - 1 - engine.Spikes.Length) * Outputs);
        engine.AwakeBlocks.ShouldBeInRange(1, 1 + (8 * 3) + 1);
    }

    [Fact]
    public void Values_of_neurons_can_be_read()
    {
        (Network network, Population input, Population output) = Layers(2);
        using InferenceEngine engine = new(network, 1 * ms, input, output, new InferenceOptions { Reads = "U" });
        engine.Push(Events(2, 40, 400));
        bool any = false;
        for (int i = 0; i < 40; i++)
        {
            engine.Step();
            any |= engine.Output.ContainsAnyExcept(0f, 1f);
        }

        any.ShouldBeTrue();
    }

    [Fact]
    public void Pixels_are_addresses()
    {
        using InferenceEngine byPixel = Engine(5), byStream = Engine(5), byAddress = Engine(5);
        AddressEvent[] events = Events(5, 50, 500);
        (int Polarity, int Y, int X)[] at = [.. events.Select(e => (e.Address / 144, e.Address / 12 % 12, e.Address % 12))];
        byAddress.Push(events);
        byPixel.Push([.. events.Zip(at, (e, p) => new PixelEvent(e.Microseconds, p.X, p.Y, p.Polarity))]);
        byStream.Push(new EventStream(
            [.. events.Select(e => e.Microseconds)], [.. at.Select(p => (ushort)p.X)], [.. at.Select(p => (ushort)p.Y)], [.. at.Select(p => p.Polarity == 1)], 12, 12));
        for (int i = 0; i < 50; i++)
        {
            byAddress.Step();
            byPixel.Step();
            byStream.Step();
            byPixel.Spikes.SequenceEqual(byAddress.Spikes).ShouldBeTrue();
            byStream.Spikes.SequenceEqual(byAddress.Spikes).ShouldBeTrue();
        }

        byAddress.SpikeCount.ShouldBeGreaterThan(0);
        byPixel.SpikeCount.ShouldBe(byAddress.SpikeCount);
        byStream.SpikeCount.ShouldBe(byAddress.SpikeCount);
    }

    [Theory]
    [InlineData(100, 5, 90, 6, "Event 1 is at 90 us, after an event at 100 us; events must come in the order of time.")]
    [InlineData(-1, 5, 90, 6, "Event 0 is at -1 us; times count from the start of the engine, at 0 us.")]
    [InlineData(100, 5, 120, 288, "Event 1 is at address 288; the input 'input' has the addresses 0 to 287.")]
    [InlineData(100, -2, 120, 6, "Event 0 is at address -2; the input 'input' has the addresses 0 to 287.")]
    public void Bad_addresses_are_refused(long t0, int a0, long t1, int a1, string message)
    {
        using InferenceEngine engine = Engine(1);
        Should.Throw<ArgumentException>(() => engine.Push([new AddressEvent(t0, a0), new AddressEvent(t1, a1)])).Message.ShouldBe(message);
        engine.Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData(12, 3, 0, "Event 0 is at pixel (12, 3); the input 'input' has 12 x 12 pixels.")]
    [InlineData(3, -1, 0, "Event 0 is at pixel (3, -1); the input 'input' has 12 x 12 pixels.")]
    [InlineData(3, 3, 2, "Event 0 has the polarity 2; the input 'input' has the polarities 0 to 1.")]
    [InlineData(3, 3, -1, "Event 0 has the polarity -1; the input 'input' has the polarities 0 to 1.")]
    public void Bad_pixels_are_refused(int x, int y, int polarity, string message)
    {
        using InferenceEngine engine = Engine(1);
        Should.Throw<ArgumentException>(() => engine.Push([new PixelEvent(100, x, y, polarity)])).Message.ShouldBe(message);
    }

    [Fact]
    public void Events_of_steps_that_are_over_are_refused()
    {
        using InferenceEngine engine = Engine(1);
        engine.StepTo(3 * ms);
        engine.Steps.ShouldBe(3);
        Should.Throw<ArgumentException>(() => engine.Push([new AddressEvent(2999, 1)])).Message
            .ShouldBe("Event 0 is at 2999 us, in a step that is over; the engine has come to 3000 us.");
        engine.Push([new AddressEvent(3000, 1)]);
        Should.Throw<ArgumentException>(() => engine.Push([new AddressEvent(3500, 1), new AddressEvent(3400, 1)])).Message.ShouldContain("Event 1 is at 3400 us");

        // All or none: the first of the two has not been taken.
        engine.Waiting.ShouldBe(1);
        engine.Push([new AddressEvent(3100, 1)]);
        engine.Step();
        engine.Waiting.ShouldBe(0);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        (Network network, Population input, Population output) = Layers(1);
        Should.Throw<ArgumentException>(() => new InferenceEngine(network, 1 * ms, input, output, new InferenceOptions { Pixels = (2, 10, 12) })).Message
            .ShouldBe("The pixels (2, 10, 12) are 240; the input 'input' has 288 neurons.");
        (_, _, Population foreign) = Layers(1);
        Should.Throw<ArgumentException>(() => new InferenceEngine(network, 1 * ms, input, foreign)).Message
            .ShouldBe("The population 'out' belongs to another network than the one that is run.");
        using InferenceEngine engine = new(network, 1 * ms, input, output);
        Should.Throw<ArgumentException>(() => engine.Push([new PixelEvent(0, 1, 1, 1)])).Message
            .ShouldBe("The input 'input' of 288 neurons has no shape [polarities, rows, columns], so it takes events with addresses, not with pixels.");
        Should.Throw<ArgumentException>(() => engine.Push([new AddressEvent(0, 1)], "eye")).Message.ShouldBe("The network has no input 'eye'; it has input.");
        engine.Dispose();
        Should.Throw<ObjectDisposedException>(engine.Step);
    }

    [Fact]
    public void A_reset_of_synapses_that_remember_is_refused()
    {
        var network = new Network();
        Population input = network.Relay("input", 5), output = network.Population("out", 5, new LifExp());
        network.Connect(input, output, OneToOne(), 100 * pA, 1 * ms, release: new Myelin.Synapses.TsodyksMarkram());
        using InferenceEngine engine = new(network, 1 * ms, input, output);
        Should.Throw<InvalidOperationException>(engine.Reset).Message.ShouldBe("The network has synapses or terminals with a state of their own; make a new engine in place of a reset.");
    }

    private static float[] Run(InferenceEngine engine, int seed, int steps)
    {
        engine.Reset();
        engine.Push(Events(seed, steps, 500));
        var output = new List<float>();
        for (int i = 0; i < steps; i++)
        {
            engine.Step();
            output.AddRange(engine.Output);
        }

        return [.. output];
    }

    private static InferenceEngine Engine(int seed)
    {
        (Network network, Population input, Population output) = Layers(seed);
        return new InferenceEngine(network, 1 * ms, input, output, new InferenceOptions { Pixels = (2, 12, 12) });
    }

    private static (Network Network, Population Input, Population Output) Layers(int seed)
    {
        var random = new Random(seed);
        double[] Weights(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];
        var network = new Network();
        Population input = network.Relay("input", Inputs);
        Population maps = network.Population("maps", 8 * 10 * 10, new Leaky { Beta = 0.75 });
        Population output = network.Population("out", Outputs, new Leaky { Beta = 0.75 });
        network.Connect(input, maps, Convolution((2, 12, 12), new WeightTensor(Weights(8 * 2 * 9, -0.6, 1.4), 8, 2, 3, 3)), delay: 0 * ms);
        network.Connect(maps, output, Dense(new WeightTensor(Weights(Outputs * maps.Size, -0.15, 0.15), Outputs, maps.Size)), delay: 0 * ms);
        return (network, input, output);
    }

    private static AddressEvent[] Events(int seed, int milliseconds, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new AddressEvent(random.Next(milliseconds * 1000), random.Next(Inputs))).OrderBy(e => e.Microseconds)];
    }
}
