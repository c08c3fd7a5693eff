using System.Runtime.CompilerServices;
using Myelin.Plasticity;
using Myelin.Tests.Reference;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>
/// Equations of rules against programs whose surroundings the engine does not have, event by event: batches that share their weights, and membrane
/// potentials low-passed inside an adaptive integration.
/// </summary>
public class RuleEquationTests
{
    [Theory]
    [InlineData("spikingjelly_stdp_linear")]
    [InlineData("spikingjelly_mstdp_linear")]
    public void Pairs_with_soft_bounds_are_those_of_SpikingJelly(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        ReferenceNumbers p = reference.Parameters;
        double[] pre = reference.Tensor("in_spikes"), post = reference.Tensor("out_spikes"), expected = reference.Tensor("w");
        double[] weights = reference.Tensor("w_initial"), reward = reference.Has("reward") ? reference.Tensor("reward") : [];
        (int steps, int batch, int sources) = (reference.Shape("in_spikes")[0], reference.Shape("in_spikes")[1], reference.Shape("in_spikes")[2]);
        int targets = reference.Shape("out_spikes")[2];

        // With a reward traces decay exactly, without they lose 1 / tau of themselves in a step.
        double Tau(double tau) => reward.Length > 0 ? tau : -1 / Math.Log(1 - (1 / tau));
        var rule = new WeightDependentPostPre { NuPre = p["lr"], NuPost = p["lr"], IsAdditive = true, TauPre = Tau(p["tau_pre"]) * ms, TauPost = Tau(p["tau_post"]) * ms };
        var c = Unsafe.BitCast<WeightDependentPostPre.Constants<double>, WeightDependentPostPre.Constants<Scalar>>(rule.Lower(1 * ms));
        var x = new WeightDependentPostPre.Pre<Scalar>[batch * sources];
        var y = new WeightDependentPostPre.Post<Scalar>[batch * targets];
        var sinceX = new double[x.Length];
        var sinceY = new double[y.Length];
        var beforeY = new WeightDependentPostPre.Post<Scalar>[y.Length];
        var intervalY = new double[y.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < x.Length; i++, sinceX[i - 1]++)
            {
                if (pre[(t * x.Length) + i] == 0) continue;
                WeightDependentPostPre.PreSpike(ref x[i], in c, new Scalar(sinceX[i]));
                sinceX[i] = 0;
            }

            for (int i = 0; i < y.Length; i++, sinceY[i - 1]++)
            {
                if (post[(t * y.Length) + i] == 0) continue;
                (beforeY[i], intervalY[i]) = (y[i], sinceY[i]);
                WeightDependentPostPre.PostSpike(ref y[i], in c, new Scalar(sinceY[i]));
                sinceY[i] = 0;
            }

            var change = new double[weights.Length];
            for (int b = 0; b < batch; b++)
            {
                for (int w = 0; w < weights.Length; w++)
                {
                    int from = (b * sources) + (w % sources), to = (b * targets) + (w / sources);
                    double factor = reward.Length > 0 ? reward[(t * batch) + b] : 1;
                    var synapse = new WeightDependentPostPre.Synapse<Scalar> { Weight = new Scalar(weights[w]) };
                    if (pre[(t * x.Length) + from] > 0) WeightDependentPostPre.OnPre(ref synapse, in c, in y[to], new Scalar(sinceY[to] - 1));
                    if (post[(t * y.Length) + to] > 0) WeightDependentPostPre.OnPost(ref synapse, in c, in x[from], new Scalar(sinceX[from] - 1), in beforeY[to], new Scalar(intervalY[to]));
                    change[w] += factor * (synapse.Weight.Number - weights[w]);
                }
            }

            for (int w = 0; w < weights.Length; w++)
            {
                weights[w] += change[w];
                weights[w].ShouldBe(expected[(t * weights.Length) + w], 1e-10 * Math.Abs(weights[w]), $"weight {w} after step {t}");
            }
        }
    }

    [Theory]
    [InlineData("clopath_post_pre_20Hz")]
    [InlineData("clopath_pre_post_20Hz")]
    public void Voltage_based_weights_are_those_of_NEST(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        ReferenceNumbers p = reference.Parameters.Part("neuron"), s = reference.Parameters.Part("synapse");
        IReadOnlyDictionary<string, double[]> trace = reference.Table("trace"), trajectory = reference.Table("trajectory");
        var rule = new ClopathStdp
        {
            MinWeight = s["Wmin"], MaxWeight = s["Wmax"], ALtd = p["A_LTD"], ALtp = p["A_LTP"], ThetaMinus = p["theta_minus"] * mV, ThetaPlus = p["theta_plus"] * mV,
            TauX = s["tau_x"] * ms, Lag = p["delay_u_bars"] * ms, Rest = p["E_L"] * mV,
        };
        var c = Unsafe.BitCast<ClopathStdp.Constants<double>, ClopathStdp.Constants<Scalar>>(rule.Lower(0.1 * ms));
        double[] pre = reference.Table("pre_spikes")["t_ms"];
        int lag = (int)Math.Round(p["delay_u_bars"] / 0.1), next = 0, last = -100_000_000, delay = (int)Math.Round(s["delay_ms"] / 0.1);
        var synapse = new ClopathStdp.Synapse<Scalar> { Weight = new Scalar(s["initial_weight"]) };
        var source = default(ClopathStdp.Pre<Scalar>);
        for (int k = 0; k < trace["V_m"].Length && next < pre.Length; k++)
        {
            // Row k is the end of step k; it reaches the synapse one delay later.
            double Of(string variable) => (k < lag ? p["E_L"] : trace[variable][k - lag]) - p["E_L"];
            var neuron = default(ClopathStdp.Neuron<Scalar>);
            ClopathStdp.Judge(ref neuron, in c, new Scalar(trace["V_m"][k] - p["E_L"]), new Scalar(Of("u_bar_minus")), new Scalar(Of("u_bar_plus")));
            int now = k + 1 + delay;
            if (neuron.Potentiation.Number > 0) ClopathStdp.OnPost(ref synapse, in c, in source, new Scalar((now - last) * 0.1), in neuron);
            if (now != (int)Math.Round(pre[next] / 0.1)) continue;
            ClopathStdp.OnPre(ref synapse, in c, in neuron);
            synapse.Weight.Number.ShouldBe(trajectory["weight"][next], 1e-12, $"spike {next}");
            ClopathStdp.PreSpike(ref source, in c, new Scalar((now - last) * 0.1));
            (last, next) = (now, next + 1);
        }

        next.ShouldBe(pre.Length);
    }
}
