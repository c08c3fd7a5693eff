using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Processes that keep a neuron's rate: scaling of weights, on one time scale and on several.</summary>
public class HomeostasisTests
{
    [Fact]
    public void Synaptic_scaling_is_that_of_its_equation()
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", "synaptic_scaling");
        ReferenceNumbers p = reference.Parameters;
        double[] spikes = reference.Tensor("spikes"), expected = reference.Tensor("w"), initial = reference.Tensor("w_initial");
        (int steps, int targets, int sources) = (reference.Shape("w")[0], reference.Shape("w")[1], reference.Shape("w")[2]);

        // The reference's rate rises by 1 - exp(-1 / tau) at a spike, Myelin's by 1 / Tau in Hz.
        double rise = 1 - Math.Exp(-1 / p["tau"]), hertz = 1000 / p["tau"];
        var rule = new SynapticScaling { Target = p["target"] / rise * hertz * Hz, Eta = p["eta"] * rise / hertz, Tau = p["tau"] * ms, Period = 1 * ms };
        double[][] post = [.. Enumerable.Range(0, targets).Select(n => Enumerable.Range(0, steps).Where(t => spikes[(t * targets) + n] > 0).Select(t => t + 1.0).ToArray())];
        double[] bySource = [.. Enumerable.Range(0, sources).SelectMany(s => Enumerable.Range(0, targets).Select(t => initial[(t * sources) + s]))];
        var pair = new SpikePair([.. Enumerable.Range(0, sources).Select(_ => Array.Empty<double>())], post, rule, bySource, 1 * ms, 1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.RunSteps(1);
        for (int k = 0; k < steps; k++)
        {
            run.RunSteps(1);
            double[] actual = run.Weights(pair.Projection).Values;
            for (int i = 0; i < actual.Length; i++)
            {
                double wanted = expected[(k * targets * sources) + (i % targets * sources) + (i / targets)];
                actual[i].ShouldBe(wanted, 1e-12 * Math.Abs(wanted), $"synapse {i} after step {k}");
            }
        }
    }

    [Fact]
    public void Every_time_scale_of_homeostasis_adds_its_part()
    {
        var rule = new MultiScaleHomeostasis
        {
            Target = 20 * Hz, TauUltraFast = 5 * ms, TauFast = 20 * ms, TauMedium = 100 * ms, TauSlow = 400 * ms,
            EtaUltraFast = 1e-5, EtaFast = 2e-5, EtaMedium = 4e-5, EtaSlow = 8e-5, Period = 10 * ms,
        };
        double[] post = [3, 7.5, 12, 30];
        var pair = new SpikePair([50], post, rule, 1, 1 * ms, 0.1 * ms, DelayPlace.Axon);
        using Simulator run = pair.Build(Precision.Double);
        run.RunSteps(401);
        double weight = 1;
        for (int tick = 1; tick <= 4; tick++)
        {
            double change = 0;
            foreach ((double tau, double eta) in new[] { (5.0, 1e-5), (20, 2e-5), (100, 4e-5), (400, 8e-5) })
                change += eta * (20 - (1000 / tau * post.Where(t => t <= tick * 10).Sum(t => Math.Exp(-((tick * 10) - t) / tau))));
            weight *= 1 + change;
        }

        run.Weights(pair.Projection).Values[0].ShouldBe(weight, 1e-12);
    }
}
