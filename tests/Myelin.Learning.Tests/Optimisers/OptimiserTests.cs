using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Optimisers;

[Collection("Workers")]
public sealed class OptimiserTests
{
    public static TheoryData<string> Names => AllOptimisers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_do_not_depend_on_the_number_of_threads_nor_on_the_place_in_a_vector(string name)
    {
        float[] Run(int threads)
        {
            Workers.Threads = threads;
            Parameter[] parameters = AllOptimisers.Parameters(1, 50_001, 7, 16);
            Optimiser optimiser = AllOptimisers.Make(name, parameters);
            for (int step = 0; step < 3; step++)
            {
                AllOptimisers.SetGradients(parameters, step);
                optimiser.Step();
            }

            return [.. parameters.SelectMany(p => p.Values.ToArray())];
        }

        int before = Workers.Threads;
        try
        {
            float[] one = Run(1);
            Run(3).ShouldBe(one);
            float[] start = [.. AllOptimisers.Parameters(1, 50_001, 7, 16).SelectMany(p => p.Values.ToArray())];
            one.Zip(start).ShouldAllBe(pair => float.IsFinite(pair.First) && pair.First != pair.Second);
        }
        finally
        {
            Workers.Threads = before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_is_restored_goes_on_to_the_last_bit(string name)
    {
        Parameter[] whole = AllOptimisers.Parameters(2, 33, 5);
        Optimiser uninterrupted = AllOptimisers.Make(name, whole);
        Parameter[] second = [];
        Optimiser? resumed = null;
        for (int step = 0; step < 20; step++)
        {
            if (step == 9)
            {
                second = AllOptimisers.Parameters(3, 33, 5);
                resumed = AllOptimisers.Make(name, second);
                for (int i = 0; i < second.Length; i++)
                {
                    whole[i].Values.CopyTo(second[i].Values);
                    ParameterState from = uninterrupted.States[i], to = resumed.States[i];
                    to.Steps = from.Steps;
                    for (int s = 0; s < from.Names.Count; s++) from.Values(s).CopyTo(to.Values(s));
                }
            }

            AllOptimisers.SetGradients(whole, step);
            uninterrupted.Step();
            if (resumed is null) continue;
            AllOptimisers.SetGradients(second, step);
            resumed.Step();
        }

        for (int i = 0; i < second.Length; i++) second[i].Values.ToArray().ShouldBe(whole[i].Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 40_000, 3);
        Optimiser optimiser = AllOptimisers.Make(name, parameters);
        AllOptimisers.SetGradients(parameters, 0);
        for (int i = 0; i < 3; i++) optimiser.Step();
        Allocation.Least(optimiser.Step).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bowl_is_descended(string name)
    {
        var parameter = new Parameter("w", [3]);
        float[] start = [1f, -2f, 0.5f];
        start.CopyTo(parameter.Values);
        Optimiser optimiser = AllOptimisers.Make(name, parameter);
        for (int step = 0; step < 1500; step++)
        {
            float[] gradient = [.. parameter.Values.ToArray().Select((w, i) => w * (i + 1))];
            optimiser.ZeroGradient();
            Tape.Current.Backward(parameter, gradient);
            optimiser.Step();
        }

        for (int i = 0; i < 3; i++) Math.Abs(parameter.Values[i]).ShouldBeLessThan(Math.Abs(start[i]) * 0.9f);
    }

    [Fact]
    public void Lion_is_its_published_algorithm()
    {
        const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Decay = 0.1;
        Parameter[] parameters = AllOptimisers.Parameters(4, 37);
        var lion = new Lion(parameters, Rate, Beta1, Beta2, Decay);
        double[] w = [.. parameters[0].Values.ToArray()], m = new double[w.Length];
        for (int step = 0; step < 25; step++)
        {
            AllOptimisers.SetGradients(parameters, step);
            lion.Step();
            for (int i = 0; i < w.Length; i++)
            {
                double g = parameters[0].Gradient[i];
                w[i] -= Rate * (Math.Sign((Beta1 * m[i]) + ((1 - Beta1) * g)) + (Decay * w[i]));
                m[i] = (Beta2 * m[i]) + ((1 - Beta2) * g);
                ((double)parameters[0].Values[i]).ShouldBe(w[i], 1e-5, $"number {i} after step {step}");
            }
        }
    }

    [Fact]
    public void NAdam_has_every_momentum_once_in_its_product()
    {
        const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.999;
        Parameter[] parameters = AllOptimisers.Parameters(8, 19);
        var optimiser = new NAdam(parameters, Rate);
        double[] w = [.. parameters[0].Values.ToArray()], m = new double[w.Length], v = new double[w.Length];
        double product = 1;
        for (int step = 1; step <= 25; step++)
        {
            AllOptimisers.SetGradients(parameters, step);
            optimiser.Step();
            double now = Momentum(step), next = Momentum(step + 1);
            product *= now;
            for (int i = 0; i < w.Length; i++)
            {
                double g = parameters[0].Gradient[i];
                m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g);
                v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g * g);
                double direction = ((1 - now) / (1 - product) * g) + (next / (1 - (product * next)) * m[i]);
                w[i] -= Rate * direction / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, step))) + 1e-8);
                ((double)parameters[0].Values[i]).ShouldBe(w[i], 1e-5, $"number {i} after step {step}");
            }
        }

        static double Momentum(int step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * 4e-3)));
    }

    [Fact]
    public void Groups_have_their_own_rates_and_decays()
    {
        Parameter[] all = AllOptimisers.Parameters(5, 4, 4), alone = AllOptimisers.Parameters(5, 4, 4);
        var both = new Sgd([all[0]], 0.1, weightDecay: 0.01);
        both.Add([all[1]], learningRate: 0.5, weightDecay: 0.2);
        var first = new Sgd([alone[0]], 0.1, weightDecay: 0.01);
        var second = new Sgd([alone[1]], 0.5, weightDecay: 0.2);
        AllOptimisers.SetGradients(all, 0);
        AllOptimisers.SetGradients(alone, 0);
        foreach (Optimiser optimiser in (Optimiser[])[both, first, second]) optimiser.Step();
        for (int i = 0; i < 2; i++) all[i].Values.ToArray().ShouldBe(alone[i].Values.ToArray());

        both.Follow(new Myelin.Learning.Schedules.ConstantRate(0.5), 3);
        both.Groups.Select(g => g.LearningRate).ShouldBe([0.05, 0.25]);
        both.LearningRate = 1;
        both.Groups.Select(g => g.LearningRate).ShouldBe([1, 1]);
        both.Groups.Select(g => g.InitialLearningRate).ShouldBe([0.1, 0.5]);
    }

    [Fact]
    public void What_has_no_gradient_or_is_frozen_stays_and_its_steps_do_not_count()
    {
        Parameter[] parameters = AllOptimisers.Parameters(6, 4, 4, 4);
        float[][] before = [.. parameters.Select(p => p.Values.ToArray())];
        var adam = new Adam(parameters, weightDecay: 1);
        AllOptimisers.SetGradients(parameters, 0);
        parameters[1].ZeroGradient();
        parameters[2].Learns = false;
        adam.Step();
        parameters[0].Values.ToArray().ShouldNotBe(before[0]);
        parameters[1].Values.ToArray().ShouldBe(before[1]);
        parameters[2].Values.ToArray().ShouldBe(before[2]);
        adam.States.Select(s => s.Steps).ShouldBe([1L, 0L, 0L]);
        adam.ZeroGradient();
        foreach (Parameter parameter in parameters) parameter.Gradient.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        Parameter[] p = AllOptimisers.Parameters(7, 2);
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam(p, beta2: 1)).Message.ShouldStartWith("The beta2 of an optimiser must be at least 0 and less than 1, got 1.");
        Should.Throw<ArgumentOutOfRangeException>(() => new Sgd(p, double.NaN)).Message.ShouldStartWith("The learning rate of an optimiser must be finite and at least 0, got NaN.");
        Should.Throw<ArgumentException>(() => new Sgd(p, nesterov: true)).Message.ShouldBe("Nesterov's momentum needs a momentum and no dampening, got momentum 0 and dampening 0.");
        Should.Throw<ArgumentException>(() => new Sgd([.. p, .. p])).Message.ShouldBe("The parameter p0 [2] is in the optimiser already; a parameter belongs to one group.");
        Should.Throw<ArgumentOutOfRangeException>(() => new Rprop(p, grow: 0.5));
        Should.Throw<ArgumentOutOfRangeException>(() => new Sgd(p).LearningRate = -1);
    }
}
