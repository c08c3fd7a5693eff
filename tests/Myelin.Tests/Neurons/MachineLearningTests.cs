using Myelin.Neurons;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Neurons;

/// <summary>What the machine-learning models are known for, where no reference program has numbers.</summary>
public sealed class MachineLearningTests
{
    [Fact]
    public void FewSpikes_encodes_a_number_in_one_cycle()
    {
        const int bits = 10;
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new FewSpikes { Steps = bits, Maximum = 2 });
        double[] numbers = [.. Enumerable.Range(0, 16).Select(i => (i * 0.17) - 0.3)];
        block.SetInput(0, numbers);
        block.Step();
        block.SetInput(0, new double[16]);
        for (int i = 1; i < bits; i++) block.Step();
        double[] sum = Sum(block, bits);
        double smallest = 2.0 / (1 << bits);
        for (int i = 0; i < 16; i++)
        {
            double kept = Math.Clamp(numbers[i], 0, 2 - smallest);
            sum[i].ShouldBeInRange(kept - smallest, kept);
        }
    }

    [Fact]
    public void CycleIf_gives_back_the_rounded_sum_of_the_cycle_before_whatever_the_order()
    {
        const int steps = 9, levels = 8;
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new CycleIf { Steps = steps, Levels = levels, Threshold = 0.5 });
        double[] arrived = new double[16];
        for (int step = 0; step < steps; step++)
        {
            double[] input = [.. Enumerable.Range(0, 16).Select(lane => (step % 2 == 0 ? 1 : -1) * ((lane * 0.17) + Mix.Uniform((ulong)((step * 16) + lane))))];
            for (int lane = 0; lane < 16; lane++) arrived[lane] += input[lane];
            block.SetInput(0, input);
            NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step()).ShouldAllBe(spike => spike == 0);
        }

        block.SetInput(0, new double[16]);
        double[] sum = Sum(block, steps), silent = Sum(block, steps);
        for (int lane = 0; lane < 16; lane++) sum[lane].ShouldBe(Math.Clamp(Math.Floor((arrived[lane] / 0.5) + 0.5), 0, levels));
        silent.ShouldAllBe(count => count == 0);
        Should.Throw<ArgumentException>(() => ((INeuronModel)new CycleIf { Steps = 4, Levels = 5 }).LowerConstants(1 * Syntax.ms)).Message.ShouldContain("Levels of 5 must be at most Steps of 4");
    }

    [Fact]
    public void If_starts_where_it_is_told()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new If { Reset = ResetMode.Subtract, InitialPotential = 0.5 });
        double[] numbers = [.. Enumerable.Range(0, 16).Select(i => i / 16.1)];
        block.SetInput(0, numbers);
        double[] sum = Sum(block, 10);
        for (int i = 0; i < 16; i++) sum[i].ShouldBe(Math.Floor((10 * numbers[i]) + 0.5));
    }

    [Fact]
    public void SigmaDelta_emits_the_whole_rectified_sum()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new SigmaDelta { Threshold = 0.25 });
        double[] sum = new double[16], sent = new double[16];
        for (int step = 0; step < 200; step++)
        {
            double[] change = [.. Enumerable.Range(0, 16).Select(lane => Mix.Uniform((ulong)((step * 16) + lane)) - 0.45)];
            block.SetInput(0, change);
            double[] output = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step());
            for (int lane = 0; lane < 16; lane++)
            {
                sum[lane] += change[lane];
                sent[lane] += output[lane];
                Math.Abs(sent[lane] - Math.Max(sum[lane], 0)).ShouldBeLessThan(0.25 + 1e-12);
            }
        }
    }

    [Fact]
    public void IntegerLif_emits_the_rounded_membrane()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new IntegerLif { Levels = 4 });
        double[] numbers = [-1, 0, 0.49, 0.5, 1.2, 1.5, 2.49, 2.51, 3.4, 3.6, 3.999, 4, 4.4, 4.6, 7, 100];
        block.SetInput(0, numbers);
        NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step()).ShouldBe(numbers.Select(x => Math.Clamp(Math.Floor(x + 0.5), 0, 4)));
    }

    [Fact]
    public void BurstIf_emits_what_arrives_and_grows_while_it_spikes()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new BurstIf { Threshold = 0.125 });
        block.SetInput(0, Same(0.875));
        double[][] outputs = [Unpack(block.Step()), .. Enumerable.Range(0, 3).Select(_ => Step(block, 0))];
        outputs.Select(o => o[0]).ShouldBe([0.125, 0.25, 0.5, 0]);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void TernarySpike_is_odd(double decay)
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new TernarySpike { Decay = decay }), mirrored = Of(new TernarySpike { Decay = decay });
        for (int step = 0; step < 50; step++)
        {
            double[] input = [.. Enumerable.Range(0, 16).Select(lane => 4 * (Mix.Uniform((ulong)((step * 16) + lane)) - 0.5))];
            block.SetInput(0, input);
            mirrored.SetInput(0, input.Select(x => -x).ToArray());
            Unpack(mirrored.Step()).ShouldBe(Unpack(block.Step()).Select(x => 0 - x));
        }
    }

    [Fact]
    public void ResonateAndFire_prefers_its_own_frequency()
    {
        ResonateAndFire model = new() { Frequency = 50 * Syntax.Hz, Damping = 0.02 / Syntax.ms, Threshold = 1.2 };
        Spikes(20).ShouldBeGreaterThan(0);
        Spikes(10).ShouldBe(0);
        Spikes(13).ShouldBe(0);

        int Spikes(int interval)
        {
            NeuronBlock<SimdDouble, SimdDoubleLanes> block = NeuronBlock<SimdDouble, SimdDoubleLanes>.Of(model, 1 * Syntax.ms);
            return Enumerable.Range(0, 200).Count(step => Step(block, step % interval == 0 ? 0.6 : 0)[0] != 0);
        }
    }

    [Fact]
    public void Balanced_oscillation_keeps_its_size_without_offset()
    {
        BalancedResonateAndFire model = new() { Omega = 30, Offset = 0, Threshold = 100 };
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = NeuronBlock<SimdDouble, SimdDoubleLanes>.Of(model, 10 * Syntax.ms);
        Step(block, 100);
        double start = Size();
        for (int step = 0; step < 1000; step++) Step(block, 0);
        Size().ShouldBe(start, 1e-9);

        double Size() => Math.Sqrt(Math.Pow(block.GetState(0)[0], 2) + Math.Pow(block.GetState(1)[0], 2));
    }

    [Fact]
    public void KuramotoNeuron_stays_on_the_sphere_and_follows_a_strong_drive()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new KuramotoNeuron { Omega1 = 0, Omega2 = 0 });
        block.SetInput(2, Same(5));
        for (int step = 0; step < 200; step++) block.Step();
        double[] x = [.. Enumerable.Range(0, 4).Select(i => block.GetState(i)[0])];
        x.Sum(v => v * v).ShouldBe(1, 1e-12);
        x[2].ShouldBe(1, 1e-9);
    }

    [Fact]
    public void McCullochPitts_is_vetoed_by_any_inhibition()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new McCullochPitts { Threshold = 2 });
        block.SetInput(0, [0, 1, 2, 3, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        block.SetInput(1, [0, 0, 0, 0, 0.1, -0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Unpack(block.Step()).Take(6).ShouldBe([0, 0, 1, 1, 0, 0]);
    }

    [Fact]
    public void SegmentNeuron_needs_a_recent_dendritic_spike()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new SegmentNeuron { SegmentThreshold = 3, Hold = 2 });
        double[] spikes = [.. new[] { (1.0, 0.0), (1, 2), (1, 3), (1, 0), (1, 0), (0, 3), (1, 0) }.Select(ports =>
        {
            block.SetInput(0, Same(ports.Item1));
            block.SetInput(1, Same(ports.Item2));
            return Unpack(block.Step())[0];
        })];
        spikes.ShouldBe([0, 0, 1, 1, 0, 0, 1]);
    }

    [Fact]
    public void BinaryNeuron_holds_the_Boltzmann_distribution_of_a_constant_field()
    {
        const double field = 0.4, temperature = 0.8;
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new BinaryNeuron { Tau = 1 * Syntax.ms, Temperature = temperature, Spin = true });
        block.SetState(0, Same(field));
        double high = 0;
        const int steps = 4000;
        for (int step = 0; step < steps; step++)
        {
            block.Step();
            high += block.GetState(1).Count(state => state > 0);
        }

        (high / (16 * steps)).ShouldBe(1 / (1 + Math.Exp(-2 * field / temperature)), 0.015);
    }

    [Fact]
    public void OnOffAnnealer_without_noise_goes_downhill_only()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new OnOffAnnealer { Trial = 1, Noise = 0 });
        block.SetState(0, [.. Enumerable.Range(0, 16).Select(i => i - 7.5)]);
        double[] change = Unpack(block.Step());
        change.ShouldBe(Enumerable.Range(0, 16).Select(i => i - 7.5 > 0 ? -1.0 : 0));
        block.GetState(1).ShouldBe(Enumerable.Range(0, 16).Select(i => i - 7.5 > 0 ? -1.0 : 1));
    }

    [Fact]
    public void UltraLif_hardens_as_the_temperature_falls()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new UltraLif { Temperature = 0.1, Decay = 0.9, Threshold = 1 });
        double[] output = Step(block, 3);
        output[0].ShouldBe(1, 1e-8);
        Step(Of(new UltraLif { Temperature = 0.1, Threshold = 3 }), 1)[0].ShouldBe(0, 1e-8);
    }

    [Fact]
    public void TwoPointPyramidal_context_alone_is_nothing()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> block = Of(new TwoPointPyramidal());
        Both(0, 5).ShouldBe(0);
        Both(1, 0).ShouldBe(1, 1e-12);
        Both(1, 0.5).ShouldBe(0.5 * (1 + Math.E), 1e-12);
        Both(1, -0.5).ShouldBe(0.5 * (1 + Math.Exp(-1)), 1e-12);

        double Both(double receptive, double context)
        {
            block.SetInput(0, Same(receptive));
            block.SetInput(1, Same(context));
            return Unpack(block.Step())[0];
        }
    }

    [Fact]
    public void TwoCompartment_bursts_only_where_soma_and_dendrite_coincide()
    {
        int soma = Spikes(30, 0), dendrite = Spikes(0, 12), both = Spikes(30, 12);
        dendrite.ShouldBe(0);
        both.ShouldBeGreaterThan(soma);

        static int Spikes(double somatic, double dendritic)
        {
            NeuronBlock<SimdDouble, SimdDoubleLanes> block = NeuronBlock<SimdDouble, SimdDoubleLanes>.Of(new TwoCompartment(), 0.1 * Syntax.ms);
            block.SetInput(0, Same(somatic));
            block.SetInput(1, Same(dendritic));
            return Enumerable.Range(0, 3000).Count(_ => Unpack(block.Step())[0] != 0);
        }
    }

    [Fact]
    public void ThresholdRobust_gradient_of_a_spike_does_not_depend_on_the_threshold()
    {
        Gradient(2).ShouldBe(Gradient(1), 1e-12);

        static double Gradient(double threshold)
        {
            NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, Hat>, DualLanes<SimdDouble, SimdDoubleLanes, Hat>> block =
                NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, Hat>, DualLanes<SimdDouble, SimdDoubleLanes, Hat>>.Of(
                    new Lif { Threshold = threshold, DecayInput = false, ThresholdRobust = true }, 1 * Syntax.ms);
            block.Input[0] = new(SimdDouble.Constant(0.8 * threshold), new(SimdDouble.One));
            return NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step().Tangent.Value)[0];
        }
    }

    private readonly struct Hat : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.Max(V.One - V.Abs(distance), V.Zero);
    }

    private static NeuronBlock<SimdDouble, SimdDoubleLanes> Of(INeuronModel model) => NeuronBlock<SimdDouble, SimdDoubleLanes>.Of(model, 1 * Syntax.ms);

    private static double[] Step(NeuronBlock<SimdDouble, SimdDoubleLanes> block, double input)
    {
        block.SetInput(0, Same(input));
        return Unpack(block.Step());
    }

    private static double[] Sum(NeuronBlock<SimdDouble, SimdDoubleLanes> block, int steps)
    {
        double[] sum = new double[16];
        for (int step = 0; step < steps; step++)
        {
            double[] output = Unpack(block.Step());
            for (int lane = 0; lane < 16; lane++) sum[lane] += output[lane];
        }

        return sum;
    }

    private static double[] Same(double number) => [.. Enumerable.Repeat(number, 16)];

    private static double[] Unpack(SimdDouble value) => NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(value);
}
