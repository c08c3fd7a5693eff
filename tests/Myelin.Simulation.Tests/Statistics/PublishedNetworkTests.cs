using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Spikes;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Statistics;

/// <summary>Random networks that NEST and Brian2 have simulated with several seeds: rates agree within the spread over seeds, and so does the irregularity.</summary>
public class PublishedNetworkTests
{
    [Theory]
    [InlineData("brunel_small_2500_g5_eta2", 5, 2)]
    [InlineData("brunel_small_2500_g6_eta4", 6, 4)]
    public void Brunel(string name, double g, double eta)
    {
        var network = new Network(11);
        LifDelta neuron = new() { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV, Refractory = 2 * ms };
        Population exc = network.Population("exc", 2000, neuron), inh = network.Population("inh", 500, neuron);
        foreach (Population target in (Population[])[exc, inh])
        {
            network.Connect(exc, target, FixedIndegree(200), 0.2 * mV, 1.5 * ms);
            network.Connect(inh, target, FixedIndegree(50), -g * 0.2 * mV, 1.5 * ms);

            // eta times the rate that brings a neuron to threshold: 20 mV / (0.2 mV 20 ms).
            network.Drive(target, Poisson(eta * 5 * kHz, 0.2 * mV));
        }

        using Simulator run = network.Simulate(2 * s, 0.1 * ms, r => r.Spikes());
        ReferenceCase reference = ReferenceCase.Open("E_networks", name);
        Compare(reference, "excitatory", run.Spikes(exc).Slice(0.2 * s, 2 * s));
        Compare(reference, "inhibitory", run.Spikes(inh).Slice(0.2 * s, 2 * s));
    }

    [Fact]
    public void Vogels_and_Abbott_with_current_based_synapses()
    {
        ReferenceCase reference = ReferenceCase.Open("E_networks", "vogels_abbott_cuba");
        double mean = Measure(reference, "rate_Hz", "mean"), spread = Measure(reference, "rate_Hz", "sd_over_seeds");
        var rates = new List<double>();
        var variations = new List<double>();
        foreach (ulong seed in (ulong[])[1, 2, 3])
        {
            // The reference counts synaptic currents as the potential they drive at: w mV there are w C / tau here.
            var network = new Network(seed);
            Population all = network.Population("all", 4000, new LifExp
            {
                TauM = 20 * ms,
                TauSynE = 5 * ms,
                TauSynI = 10 * ms,
                Capacitance = 200 * pF,
                Rest = -49 * mV,
                Threshold = -50 * mV,
                Reset = -60 * mV,
                Refractory = 5 * ms,
            });
            network.Initialize(all, "U", Uniform(-60 * mV, -50 * mV));
            network.Connect(all[..3200], all, FixedProbability(0.02), 1.62 * 10 * pA);
            network.Connect(all[3200..], all, FixedProbability(0.02), -9 * 10 * pA);
            using Simulator run = network.Simulate(1.5 * s, 0.1 * ms, r => r.Spikes());
            Raster raster = run.Spikes(all).Slice(0.3 * s, 1.5 * s);
            rates.Add(raster.Count / (4000 * 1.2));
            variations.Add(Variation(raster));
            rates[^1].ShouldBe(mean, 3 * spread);
        }

        rates.Average().ShouldBe(mean, 3 * spread / Math.Sqrt(3) * Math.Sqrt(1.3));
        variations.Average().ShouldBe(Measure(reference, "cv_isi_mean", "mean"), 0.05);
    }

    private static void Compare(ReferenceCase reference, string population, Raster raster)
    {
        double rate = raster.Count / (raster.NeuronCount * 1.8);
        rate.ShouldBe(Measure(reference, population, "rate_Hz", "mean"), 4 * Measure(reference, population, "rate_Hz", "sd_over_seeds"));
        Variation(raster).ShouldBe(Measure(reference, population, "cv_isi_mean", "mean"), 0.01);
    }

    private static double Measure(ReferenceCase reference, params string[] path) =>
        double.Parse(reference.Text(["measures", .. path]), System.Globalization.CultureInfo.InvariantCulture);

    // Mean over neurons with at least five intervals of their standard deviation over their mean.
    private static double Variation(Raster raster)
    {
        var each = new List<double>();
        for (int n = 0; n < raster.NeuronCount; n++)
        {
            ReadOnlySpan<int> steps = raster.StepsOf(n);
            if (steps.Length < 6) continue;
            var intervals = new double[steps.Length - 1];
            for (int i = 0; i < intervals.Length; i++) intervals[i] = steps[i + 1] - steps[i];
            double mean = intervals.Average();
            each.Add(Math.Sqrt(intervals.Average(x => (x - mean) * (x - mean))) / mean);
        }

        return each.Average();
    }
}
