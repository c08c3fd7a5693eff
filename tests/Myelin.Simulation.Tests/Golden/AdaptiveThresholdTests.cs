using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Golden;

/// <summary>Neurons with a threshold that rises, computed with BindsNET in single precision; through the whole engine.</summary>
public class AdaptiveThresholdTests
{
    [Theory]
    [InlineData("bindsnet_adaptive_lif")]
    [InlineData("bindsnet_diehl_cook_homeostasis")]
    public void Spikes_potentials_and_thresholds_are_those_of_BindsNET(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        ReferenceNumbers p = reference.Parameters;
        double[] input = reference.Tensor("input"), spikes = reference.Tensor("s"), v = reference.Tensor("v"), theta = reference.Tensor("theta");
        int steps = reference.Shape("s")[0], neurons = reference.Shape("s")[1];
        var network = new Network();
        Population cells = network.Population("cells", neurons, new AdaptiveThresholdLif
        {
            TauM = p["tc_decay"] * ms,
            Rest = p["rest"] * mV,
            Threshold = p["thresh"] * mV,
            Reset = p["reset"] * mV,
            Refractory = p["refrac"] * ms,
            ThetaPlus = p["theta_plus"] * mV,
            TauTheta = p["tc_theta_decay"] * ms,
        });
        Drive drive = network.Drive(cells, Steered("mV"));
        using var run = new Simulator(network, dt: 1 * ms, r => r.Counts(cells), new SimulationOptions { Precision = Precision.Double });
        int[] fired = new int[neurons];
        double[] now = new double[neurons];
        spikes.Sum().ShouldBeGreaterThan(10);
        for (int t = 0; t < steps; t++)
        {
            run.Steer(drive, input.AsSpan(t * neurons, neurons));
            run.RunSteps(1);
            run.TakeCounts(cells, fired);
            for (int n = 0; n < neurons; n++) fired[n].ShouldBe((int)spikes[(t * neurons) + n], $"neuron {n} in step {t}");
            run.GetState(cells, "U", now);
            for (int n = 0; n < neurons; n++) now[n].ShouldBe(v[(t * neurons) + n], 1e-3, $"potential of neuron {n} in step {t}");
            run.GetState(cells, "Theta", now);
            for (int n = 0; n < neurons; n++) now[n].ShouldBe(theta[(t * neurons) + n], 1e-3, $"threshold of neuron {n} in step {t}");
        }
    }
}
