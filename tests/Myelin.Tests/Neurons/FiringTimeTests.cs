using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>Integrate-and-fire models whose firing times can be written down or integrated to any precision.</summary>
public sealed class FiringTimeTests
{
    // With a constant current above rheobase, dU/dt = a ((U - m)^2 + b^2): U = m + b tan(a b t + c).
    [Fact]
    public void Quadratic_neuron_fires_with_the_period_of_the_tangent()
    {
        QuadraticIf model = new() { Bias = 300 * Syntax.pA };
        double rest = -65, critical = -50, tau = 10, drive = 0.040 * 300;
        double a = 1 / (tau * (critical - rest)), m = (rest + critical) / 2;
        double b = Math.Sqrt((drive / tau / a) - Math.Pow((critical - rest) / 2, 2));
        double period = (Math.Atan((30 - m) / b) - Math.Atan((-70 - m) / b)) / (a * b);
        MeanInterval(model, 0.01, 20).ShouldBe(period, 0.01 + 1e-9);
    }

    // The time from reset to cut-off is the integral of dU over dU/dt, here by Simpson's rule, and the refractory period.
    [Fact]
    public void Exponential_neuron_fires_with_the_period_of_its_integral()
    {
        ExponentialIf model = new() { Bias = 300 * Syntax.pA };
        double Slope(double u) => ((-10 * (u + 65)) + (10 * 3.48 * Math.Exp((u + 59.9) / 3.48)) + 300) / 100;
        const int parts = 100_000;
        double width = (-30.0 + 68) / parts, integral = 0;
        for (int i = 0; i <= parts; i++)
        {
            double weight = i is 0 or parts ? 1 : i % 2 == 1 ? 4 : 2;
            integral += weight / Slope(-68 + (i * width));
        }

        MeanInterval(model, 0.005, 20).ShouldBe((integral * width / 3) + 1.7, 0.005 + 1e-9);
    }

    // A spike is seen at the end of its step, so each interval is long by up to one step.
    private static double MeanInterval(INeuronModel model, double dt, int intervals)
    {
        NeuronBlock<Scalar, ScalarLanes> block = NeuronBlock<Scalar, ScalarLanes>.Of(model, dt * Syntax.ms);
        int? first = null;
        for (int step = 0, spikes = 0; ; step++)
        {
            if (block.Step().Number == 0) continue;
            first ??= step;
            if (spikes++ == intervals) return (step - first.Value) * dt / intervals;
        }
    }
}
