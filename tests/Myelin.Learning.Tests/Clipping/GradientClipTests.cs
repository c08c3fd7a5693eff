using Myelin.Learning.Clipping;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Tests.Optimisers;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Clipping;

[Collection("Workers")]
public sealed class GradientClipTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1e6)]
    public void The_norm_over_all_parameters_is_at_most_the_maximum(double maximum)
    {
        Parameter[] parameters = AllOptimisers.Parameters(1, 40_005, 3);
        var optimiser = new Sgd(parameters);
        AllOptimisers.SetGradients(parameters, 1);
        double[] before = [.. parameters.SelectMany(p => p.Gradient.ToArray()).Select(g => (double)g)];
        double norm = Math.Sqrt(before.Sum(g => g * g));
        new ClipByNorm(maximum).Apply(optimiser).ShouldBe(norm, norm * 1e-12);
        double factor = Math.Min(1, maximum / (norm + 1e-6));
        float[] after = [.. parameters.SelectMany(p => p.Gradient.ToArray())];
        for (int i = 0; i < after.Length; i++) ((double)after[i]).ShouldBe(before[i] * factor, Math.Abs(before[i] * factor) * 2e-7);
    }

    [Fact]
    public void Values_are_brought_into_bounds()
    {
        Parameter[] parameters = AllOptimisers.Parameters(2, 20_003, 5);
        var optimiser = new Sgd(parameters);
        AllOptimisers.SetGradients(parameters, 1);
        float[] before = [.. parameters.SelectMany(p => p.Gradient.ToArray())];
        new ClipByValue(0.75).Apply(optimiser).ShouldBe(before.Max(MathF.Abs));
        parameters.SelectMany(p => p.Gradient.ToArray()).ToArray().ShouldBe(before.Select(g => Math.Clamp(g, -0.75f, 0.75f)).ToArray());
    }

    [Fact]
    public void What_is_not_finite_is_told_and_not_spread()
    {
        Parameter[] parameters = AllOptimisers.Parameters(3, 40);
        var optimiser = new Sgd(parameters);
        AllOptimisers.SetGradients(parameters, 1);
        parameters[0].Gradient[7] = float.NaN;
        float other = parameters[0].Gradient[8];
        new ClipByNorm(0.1).Apply(optimiser).ShouldBe(double.NaN);
        new ClipByValue(100).Apply(optimiser).ShouldBe(double.NaN);
        parameters[0].Gradient[7].ShouldBe(float.NaN);
        parameters[0].Gradient[8].ShouldBe(other);
    }

    [Fact]
    public void Clipping_allocates_nothing_and_does_not_depend_on_threads()
    {
        int threads = Workers.Threads;
        try
        {
            double Norm(int count)
            {
                Workers.Threads = count;
                Parameter[] parameters = AllOptimisers.Parameters(4, 100_000);
                AllOptimisers.SetGradients(parameters, 1);
                return new ClipByNorm(1).Apply(new Sgd(parameters));
            }

            Norm(3).ShouldBe(Norm(1));
        }
        finally
        {
            Workers.Threads = threads;
        }

        Parameter[] all = AllOptimisers.Parameters(5, 40_000);
        AllOptimisers.SetGradients(all, 1);
        var optimiser = new Sgd(all);
        GradientClip[] clips = [new ClipByNorm(1), new ClipByValue(0.01)];
        Allocation.Least(() =>
        {
            foreach (GradientClip clip in clips) clip.Apply(optimiser);
        }).ShouldBe(0);
    }
}
