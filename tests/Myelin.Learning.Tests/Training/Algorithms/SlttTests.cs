using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Layers.Norms;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class SlttTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    public void It_is_truncated_back_propagation_in_parts_of_one_step(int atOnce)
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> expected = Batches.Gradients(new TruncatedBptt(1), model, () => Batches.Spikes(7, 6));
        Batches.Gradients(new Sltt(atOnce), model, () => Batches.Spikes(7, 6)).ShouldAgree(expected);
        Batches.Gradients(new Sltt(atOnce), model, () => Batches.Constant(7, 6)).ShouldAgree(Batches.Gradients(new TruncatedBptt(1), model, () => Batches.Constant(7, 6)));
        Batches.Gradients(new Bptt(), model, () => Batches.Spikes(7, 6))["0.weight"].ShouldNotBe(expected["0.weight"]);
    }

    [Fact]
    public void Of_neurons_without_memory_it_is_back_propagation_through_time()
    {
        var model = new Sequential(
            new Linear(6, 8, seed: 3), Memoryless(), new Linear(8, 8, seed: 4), Memoryless(), new Linear(8, 3, seed: 5));
        Batches.Gradients(new Sltt(), model, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Recurrent_layers_learn_from_the_spikes_before(int atOnce)
    {
        var model = new Sequential(new Linear(6, 8, seed: 3), new Recurrent<FastSigmoid<Numbers.Five>>(new Leaky { Beta = 0.8, Threshold = 0.4 }, 8, seed: 9), new Linear(8, 3, seed: 4));
        Batches.Gradients(new Sltt(atOnce), model, () => Batches.Spikes(6, 6)).ShouldAgree(Batches.Gradients(new TruncatedBptt(1), model, () => Batches.Spikes(6, 6)));
    }

    [Fact]
    public void Learnt_parameters_of_neurons_get_the_gradient_of_single_steps()
    {
        Sequential Make() => new(new Linear(6, 8, seed: 3), Batches.Neurons().Learn(nameof(Leaky.Beta), 8, 0, 1), new Linear(8, 3, seed: 4));
        Dictionary<string, float[]> expected = Batches.Gradients(new TruncatedBptt(1), Make(), () => Batches.Spikes(7, 6));
        Batches.Gradients(new Sltt(3), Make(), () => Batches.Spikes(7, 6)).ShouldAgree(expected);
    }

    [Fact]
    public void Loss_and_classes_are_those_of_the_whole_sequence()
    {
        Sequential model = Batches.Network();
        (StepResult expected, _, _) = Batches.Learnt(new Bptt(), model, () => Batches.Spikes(11, 6));
        (StepResult result, _, _) = Batches.Learnt(new Sltt(), model, () => Batches.Spikes(11, 6));
        result.Loss.ShouldBe(expected.Loss, 1e-5);
        result.Correct.ShouldBe(expected.Correct);
    }

    [Fact]
    public void Samples_of_different_lengths_count_as_in_one_pass() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>().Filter(a => a.Length == Batches.Samples).Convert(a => a.Select(v => 1 + (int)((uint)v % 8)).ToArray(), a => a),
        lengths =>
        {
            Sequential model = Batches.Network(beta: 0, readout: 0);
            Targets targets = Batches.Targets().WithLengths(lengths);
            (StepResult expected, Dictionary<string, float[]> gradients, _) = Batches.Learnt(new Bptt(), model, () => Batches.Spikes(8, 6), targets: targets);
            (StepResult result, Dictionary<string, float[]> own, _) = Batches.Learnt(new Sltt(3), model, () => Batches.Spikes(8, 6), targets: targets);
            result.Loss.ShouldBe(expected.Loss, 1e-5);
            own["2.weight"].Zip(gradients["2.weight"]).ShouldAllBe(p => MathF.Abs(p.First - p.Second) < 1e-5f);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_does_not_depend_on_the_number_of_steps(bool some)
    {
        long Peak(int steps) => Batches.Learnt(some ? new SlttK(3) : new Sltt(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
        Batches.Learnt(new Bptt(), Batches.Network(hidden: 40), () => Batches.Constant(64, 6)).Peak.ShouldBeGreaterThan(4 * Peak(64));
    }

    [Fact]
    public void All_of_T_steps_are_all_steps()
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> expected = Batches.Gradients(new Sltt(), model, () => Batches.Spikes(7, 6));
        foreach (int steps in new[] { 7, 100 })
        {
            Dictionary<string, float[]> own = Batches.Gradients(new SlttK(steps), model, () => Batches.Spikes(7, 6));
            foreach (string name in expected.Keys) own[name].ShouldBe(expected[name]);
        }
    }

    [Fact]
    public void The_mean_over_draws_is_the_gradient_from_all_steps()
    {
        Sequential model = Batches.Network();
        Dictionary<string, float[]> expected = Batches.Gradients(new Sltt(), model, () => Batches.Spikes(6, 6));
        Dictionary<string, double[]> sum = expected.ToDictionary(e => e.Key, e => new double[e.Value.Length]);
        const int Draws = 600;
        var drawn = new HashSet<float>();
        for (int i = 0; i < Draws; i++)
        {
            Dictionary<string, float[]> own = Batches.Gradients(new SlttK(2), model, () => Batches.Spikes(6, 6), sequence: i);
            foreach ((string name, float[] values) in own) for (int j = 0; j < values.Length; j++) sum[name][j] += values[j] / Draws;
            drawn.Add(own["2.bias"][0]);
        }

        drawn.Count.ShouldBe(15);
        sum.ToDictionary(s => s.Key, s => s.Value.Select(v => (float)v).ToArray()).ShouldAgree(expected, 0.02);
    }

    [Fact]
    public void A_seed_gives_the_same_gradients_on_any_number_of_threads()
    {
        Dictionary<string, float[]> Of(int threads, ILearningAlgorithm algorithm)
        {
            Workers.Threads = threads;
            try
            {
                return Batches.Gradients(algorithm, Batches.Network(hidden: 600), () => Batches.Spikes(8, 6), sequence: 5);
            }
            finally
            {
                Workers.Threads = Environment.ProcessorCount;
            }
        }

        foreach (Func<ILearningAlgorithm> make in new Func<ILearningAlgorithm>[] { () => new Sltt(), () => new SlttK(3, seed: 4) })
        {
            Dictionary<string, float[]> one = Of(1, make());
            foreach (string name in one.Keys) Of(3, make())[name].ShouldBe(one[name]);
        }
    }

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason()
    {
        var delayed = new Sequential(new Linear(4, 3), new Spiking<FastSigmoid<Numbers.Five>>(new LifExp(), Time.FromValue(1)));
        new Sltt().Refusal(delayed, new StepCrossEntropy()).ShouldBe(
            "SLTT cannot train the layer '1': what a LifExp neuron hands on at a step does not depend on the input of the same step, so its weights get no gradient when gradients through time are cut; BPTT can train it.");
        new SlttK().Refusal(delayed, new StepCrossEntropy())!.ShouldStartWith("SLTT-2 cannot train the layer '1'");
        new Sltt().Refusal(Batches.Network(), new CountCrossEntropy()).ShouldBe(
            "SLTT learns at every step and needs a loss that each step has, such as StepCrossEntropy or StepMeanSquare; CountCrossEntropy is one of the whole sequence.");
        new Sltt().Refusal(new Sequential(new DelayedLinear(4, 3, 5), Batches.Neurons()), new StepCrossEntropy()).ShouldBe(
            "SLTT cannot train through the layer '0': it hands its input on up to 5 steps later, which no single step knows of.");
        new Ottt().Refusal(new Sequential(new Linear(4, 3), new PotentialNorm<FastSigmoid<Numbers.Five>>(new Leaky { Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep }, 3)), new StepCrossEntropy()).ShouldBe(
            "OTTT cannot train the layer '1': its statistics are those of whole sequences, not of single steps.");
        new Sltt(0).Refusal(Batches.Network(), new StepCrossEntropy()).ShouldBe("SLTT computes at least 1 step at once, got 0.");
        new SlttK(0).Refusal(Batches.Network(), new StepCrossEntropy()).ShouldBe("SLTT-K learns from at least 1 step, got 0.");
        new SlttK(1, atOnce: -1).Refusal(Batches.Network(), new StepCrossEntropy()).ShouldBe("SLTT-K computes at least 1 step at once, got -1.");
    }

    [Fact]
    public void A_loss_of_the_whole_sequence_has_no_parts() =>
        Should.Throw<InvalidOperationException>(() => new CountCrossEntropy().OfPart(Tensor.Zeros([2, 5, 3]), Batches.Targets(), 0, 4))
            .Message.ShouldBe("CountCrossEntropy is a loss of the whole sequence and has no part for some of its steps.");

    private static Spiking<FastSigmoid<Numbers.Five>> Memoryless() => new(new Leaky { Beta = 0, Threshold = 0.2, Reset = ResetMode.None });
}
