using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Training.Algorithms;

public sealed class TessTests
{
    private const float Beta = 0.8f;

    // The rule written out for leaky neurons, synapse by synapse.
    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(1f, 0.2f)]
    [InlineData(0.5f, -1f)]
    public void A_hidden_layer_learns_by_the_rule(float pre, float post)
    {
        const int Steps = 7, Inputs = 6, Hidden = 8;
        Sequential model = Batches.Network(beta: Beta);
        var tess = new Tess(pre, post);
        Dictionary<string, float[]> own = Batches.Gradients(tess, model, () => Batches.Spikes(Steps, Inputs));
        float[] x = Batches.Spikes(Steps, Inputs).Values.ToArray(), w = ((Linear)model[0]).Weight.Values.ToArray(), bias = ((Linear)model[0]).Bias!.Values.ToArray();
        float[] basis = tess.Basis(0, Batches.Classes, Hidden).ToArray();
        int[] labels = Batches.Targets().Labels.ToArray();
        double[] expected = new double[Hidden * Inputs], expectedBias = new double[Hidden];
        for (int b = 0; b < Batches.Samples; b++)
        {
            double[] u = new double[Hidden], h = new double[Hidden], q = new double[Inputs];
            double ones = 0;
            for (int t = 0; t < Steps; t++)
            {
                double[] psi = new double[Hidden], spikes = new double[Hidden], score = new double[Batches.Classes];
                for (int j = 0; j < Inputs; j++) q[j] = (Beta * q[j]) + x[(((t * Batches.Samples) + b) * Inputs) + j];
                ones = (Beta * ones) + 1;
                for (int i = 0; i < Hidden; i++)
                {
                    double drive = bias[i];
                    for (int j = 0; j < Inputs; j++) drive += w[(i * Inputs) + j] * x[(((t * Batches.Samples) + b) * Inputs) + j];
                    double reset = u[i] > 0.4 ? 0.4 : 0;
                    u[i] = (Beta * u[i]) + drive - reset;
                    spikes[i] = u[i] > 0.4 ? 1 : 0;
                    psi[i] = 1 / Math.Pow(1 + (5 * Math.Abs(u[i] - 0.4)), 2);
                    for (int k = 0; k < Batches.Classes; k++) score[k] += basis[(k * Hidden) + i] * spikes[i];
                }

                double norm = score.Sum(Math.Exp);
                for (int i = 0; i < Hidden; i++)
                {
                    double m = 0;
                    for (int k = 0; k < Batches.Classes; k++) m += basis[(k * Hidden) + i] * ((Math.Exp(score[k]) / norm) - (k == labels[b] ? 1 : 0)) / (Steps * Batches.Samples);
                    for (int j = 0; j < Inputs; j++)
                        expected[(i * Inputs) + j] += m * ((pre * psi[i] * q[j]) + (post * Beta * h[i] * x[(((t * Batches.Samples) + b) * Inputs) + j]));
                    expectedBias[i] += m * ((pre * psi[i] * ones) + (post * Beta * h[i]));
                    h[i] = (Beta * h[i]) + psi[i];
                }
            }
        }

        own.ShouldAgree(new() { ["0.weight"] = [.. expected.Select(v => (float)v)], ["0.bias"] = [.. expectedBias.Select(v => (float)v)] });
    }

    [Fact]
    public void The_last_layer_gets_the_gradient_of_back_propagation_through_time()
    {
        Sequential model = Batches.Network();
        Batches.Gradients(new Tess(), model, () => Batches.Spikes(9, 6)).ShouldAgree(Batches.Gradients(new Bptt(), model, () => Batches.Spikes(9, 6)), 2e-6, "2.weight", "2.bias");
    }

    [Fact]
    public void A_layer_does_not_know_of_those_after_it()
    {
        Sequential one = Batches.Network(), other = Batches.Network();
        foreach (ref float value in ((Linear)other[2]).Weight.Values) value *= -3;
        Batches.Gradients(new Tess(), other, () => Batches.Spikes(9, 6))["0.weight"].ShouldBe(Batches.Gradients(new Tess(), one, () => Batches.Spikes(9, 6))["0.weight"]);
    }

    [Fact]
    public void Memory_does_not_depend_on_the_number_of_steps()
    {
        long Peak(int steps) => Batches.Learnt(new Tess(), Batches.Network(hidden: 40), () => Batches.Constant(steps, 6)).Peak;
        Peak(64).ShouldBe(Peak(8));
    }

    [Fact]
    public void Threads_do_not_change_the_gradients() => Invariance.OfThreads(() => new Tess());

    [Fact]
    public void What_it_cannot_train_is_refused_with_the_layer_and_the_reason() =>
        new Tess().Refusal(new Sequential(new Linear(3, 3), new LayerNorm(3), Batches.Neurons()), new StepCrossEntropy())
            .ShouldBe("TESS cannot train the layer '1': it has no traces for the parameters of a LayerNorm.");
}
