using System.Globalization;
using Myelin.Learning.Clipping;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Tensors;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Optimisers;

/// <summary>Parameters under given gradients against those of PyTorch in double precision, and the learning rates of its schedules.</summary>
public sealed class TrajectoryTests
{
    private const string Section = "C_optimisers";

    public static TheoryData<string> Cases => [.. ReferenceCase.Names(Section)];

    public static TheoryData<string> Scheduled => [.. ReferenceCase.Names(Section).Where(name => name.StartsWith("sched_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parameters_go_where_those_of_PyTorch_go(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        double[] gradients = reference.Tensor("gradients"), trajectory = reference.Tensor("trajectory"), rates = reference.Tensor("lr");
        int steps = reference.Shape("gradients")[0], count = reference.Shape("gradients")[1];
        var parameter = new Parameter("w", [count]);
        for (int i = 0; i < count; i++) parameter.Values[i] = (float)trajectory[i];
        Optimiser optimiser = Make(reference, parameter);
        GradientClip? clip = reference.Parameters.Has("clip_grad_norm") ? new ClipByNorm(reference.Parameters["clip_grad_norm"]) : null;
        Schedule? schedule = reference.Parameters.Has("schedule") ? ScheduleOf(reference.Parameters.Word("schedule")) : null;
        for (int k = 0; k < steps; k++)
        {
            optimiser.ZeroGradient();
            Tape.Current.Backward(parameter, [.. gradients.Skip(k * count).Take(count).Select(g => (float)g)]);
            if (schedule is not null) optimiser.Follow(schedule, k);
            optimiser.LearningRate.ShouldBe(rates[k], Math.Abs(rates[k]) * 1e-12);
            clip?.Apply(optimiser);
            optimiser.Step();
            for (int i = 0; i < count; i++)
            {
                double expected = trajectory[((k + 1) * count) + i];

                // A weight that comes close to 0 carries the rounding of where it came from.
                double size = Math.Max(Math.Abs(expected), Enumerable.Range(0, k + 1).Max(j => Math.Abs(trajectory[(j * count) + i])));
                ((double)parameter.Values[i]).ShouldBe(expected, 1e-5 * size, $"{name}: number {i} after step {k}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Scheduled))]
    public void Rates_are_those_of_PyTorch_in_any_order_of_asking(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(Section, name);
        double[] rates = reference.Tensor("lr");
        Schedule schedule = ScheduleOf(reference.Parameters.Word("schedule"));
        for (int k = rates.Length - 1; k >= 0; k--) schedule.Rate(reference.Parameters["lr"], k).ShouldBe(rates[k], Math.Abs(rates[k]) * 1e-12, $"step {k}");
    }

    private static Optimiser Make(ReferenceCase reference, Parameter w)
    {
        ReferenceNumbers p = reference.Parameters;
        double rate = p["lr"], decay = p.Has("weight_decay") ? p["weight_decay"] : 0, momentum = p.Has("momentum") ? p["momentum"] : 0;
        double beta1 = p.Has("betas") ? p.List("betas")[0] : 0.9, beta2 = p.Has("betas") ? p.List("betas")[1] : 0.999, epsilon = p.Has("eps") ? p["eps"] : 1e-8;
        return reference.Model switch
        {
            "torch.optim.SGD" => new Sgd([w], rate, momentum, p.Has("dampening") ? p["dampening"] : 0, decay, p.Has("nesterov") && p.Flag("nesterov")),
            "torch.optim.Adam" => new Adam([w], rate, beta1, beta2, epsilon, decay, p.Has("amsgrad") && p.Flag("amsgrad")),
            "torch.optim.AdamW" => new AdamW([w], rate, beta1, beta2, epsilon, decay),
            "torch.optim.RMSprop" => new RmsProp([w], rate, p.Has("alpha") ? p["alpha"] : 0.99, epsilon, decay, momentum, p.Has("centered") && p.Flag("centered")),
            "torch.optim.Adagrad" => new Adagrad([w], rate),
            "torch.optim.Adamax" => new Adamax([w], rate),
            "torch.optim.NAdam" => new NAdam([w], rate) { CountsMomentumTwice = true },
            "torch.optim.RAdam" => new RAdam([w], rate),
            "torch.optim.Rprop" => new Rprop([w], rate),
            _ => throw new InvalidOperationException($"{reference.Name}: no optimiser for {reference.Model}"),
        };
    }

    // As the reference writes them: Name(argument=value, ...).
    private static Schedule ScheduleOf(string text)
    {
        string name = text[..text.IndexOf('(', StringComparison.Ordinal)];
        string inside = text[(name.Length + 1)..^1];
        double Number(string argument)
        {
            string rest = inside[(inside.IndexOf(argument + "=", StringComparison.Ordinal) + argument.Length + 1)..];
            return double.Parse(rest.Split(',')[0], CultureInfo.InvariantCulture);
        }

        return name switch
        {
            "StepLR" => new StepDecay((long)Number("step_size"), Number("gamma")),
            "MultiStepLR" => new MultiStepDecay(inside.Split('[', ']')[1].Split(',').Select(m => long.Parse(m, CultureInfo.InvariantCulture)), Number("gamma")),
            "ExponentialLR" => new ExponentialDecay(Number("gamma")),
            "CosineAnnealingLR" => new CosineAnnealing((long)Number("T_max"), Number("eta_min")),
            "CosineAnnealingWarmRestarts" => new CosineRestarts((long)Number("T_0"), (long)Number("T_mult")),
            "LinearLR" => new LinearRamp((long)Number("total_iters"), Number("start_factor")),
            "OneCycleLR" => new OneCycle(Number("max_lr"), (long)Number("total_steps")),
            _ => throw new InvalidOperationException($"no schedule for {text}"),
        };
    }
}
