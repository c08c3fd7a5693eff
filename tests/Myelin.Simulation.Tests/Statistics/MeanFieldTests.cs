using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Statistics;

/// <summary>
/// The rate of a leaky integrate-and-fire neuron in white noise has a closed form, which Poisson input of many small jumps comes close to.
/// Source: Siegert (1951); Brunel (2000), J. Comput. Neurosci. 8, eq. 21.
/// </summary>
public class MeanFieldTests
{
    private const double TauM = 20, Threshold = 20, Reset = 10, Refractory = 2;

    [Theory]
    [InlineData(12, 5)]
    [InlineData(16, 4)]
    [InlineData(24, 5)]
    public void Rate_in_Poisson_input_is_that_of_the_mean_field(double mean, double deviation)
    {
        // mu = tau J (re - ri), sigma^2 = tau J^2 (re + ri), jumps of +-J.
        const double Jump = 0.1;
        double difference = mean / (TauM * Jump), sum = deviation * deviation / (TauM * Jump * Jump);
        var network = new Network(12);
        Population cells = network.Population("cells", 2000, new LifDelta
        {
            TauM = TauM * ms,
            Rest = 0 * mV,
            Threshold = Threshold * mV,
            Reset = Reset * mV,
            Refractory = Refractory * ms,
        });
        network.Drive(cells, Poisson((sum + difference) / 2 * kHz, Jump * mV));
        network.Drive(cells, Poisson((sum - difference) / 2 * kHz, -Jump * mV));
        using Simulator run = network.Simulate(200 * ms, 0.02 * ms);
        long warm = run.SpikeCount;
        run.Continue(400 * ms);
        double rate = (run.SpikeCount - warm) / (2000 * 0.4);

        // The threshold is looked at on the grid only, which raises it by 0.5826 standard deviations of a step.
        // Source: Broadie, Glasserman and Kou (1997), Mathematical Finance 7, theorem 1.
        double grid = 0.5826 * deviation * Math.Sqrt(2 * 0.02 / TauM);
        double expected = 1000 / (Refractory + PassageTime((Reset - mean) / deviation, (Threshold + grid - mean) / deviation));
        rate.ShouldBe(expected, 0.03 * expected);
    }

    // tau sqrt(pi) times the integral of exp(u^2) (1 + erf u) from a to b, as tau times that of exp(-t^2) (exp(2bt) - exp(2at)) / t from 0.
    private static double PassageTime(double a, double b)
    {
        const double Step = 1e-3;
        double integral = 0;
        for (double t = Step / 2; t < 20 + b; t += Step) integral += (Math.Exp((2 * b * t) - (t * t)) - Math.Exp((2 * a * t) - (t * t))) / t;
        return TauM * integral * Step;
    }
}
