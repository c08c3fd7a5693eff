using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Trace rules of discrete time, computed with BindsNET in single precision; through the whole engine in single precision.</summary>
public class BindsNetTests
{
    [Theory]
    [InlineData("bindsnet_postpre")]
    [InlineData("bindsnet_postpre_additive_traces")]
    [InlineData("bindsnet_hebbian")]
    [InlineData("bindsnet_weight_dependent_postpre")]
    [InlineData("bindsnet_mstdp")]
    [InlineData("bindsnet_mstdpet")]
    public void Weights_are_those_of_BindsNET(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        double[] expected = reference.Tensor("w"), initial = reference.Tensor("w_initial");
        double[] reward = reference.Has("reward") ? reference.Tensor("reward") : [];
        int steps = reference.Shape("w")[0], synapses = initial.Length;
        var pair = new SpikePair(Trains(reference, "pre_spikes"), Trains(reference, "post_spikes"), Rule(reference), initial, 1 * ms, 1 * ms, DelayPlace.Beside);
        using Simulator run = pair.Build();

        // The reward of a step acts on what the step before was worth; weights are read a step later, which is when spikes meet them.
        for (int k = 0; k <= steps; k++)
        {
            if (reward.Length > 0 && k < steps) run.SetFactor(pair.Projection, reward[k]);
            run.RunSteps(1);
            if (k == 0) continue;
            double[] actual = run.Weights(pair.Projection).Values;
            for (int i = 0; i < synapses; i++) actual[i].ShouldBe(expected[((k - 1) * synapses) + i], 1e-5, $"synapse {i} after step {k - 1}");
        }
    }

    private static double[][] Trains(ReferenceCase reference, string array)
    {
        int[] shape = reference.Shape(array);
        double[] spikes = reference.Tensor(array);
        return [.. Enumerable.Range(0, shape[1]).Select(n => Enumerable.Range(0, shape[0]).Where(t => spikes[(t * shape[1]) + n] > 0).Select(t => t + 1.0).ToArray())];
    }

    private static IPlasticityRuleModel Rule(ReferenceCase reference)
    {
        ReferenceNumbers p = reference.Parameters;
        double[] nu = p.List("nu");
        Time pre = p["tc_trace_pre_ms"] * ms, post = p["tc_trace_post_ms"] * ms;
        return reference.Model switch
        {
            "BindsNET PostPre" => new PostPre { NuPre = nu[0], NuPost = nu[1], TauPre = pre, TauPost = post, IsAdditive = p.Flag("traces_additive") },
            "BindsNET Hebbian" => new PostPre { NuPre = -nu[0], NuPost = nu[1], TauPre = pre, TauPost = post },
            "BindsNET WeightDependentPostPre" => new WeightDependentPostPre
            {
                MinWeight = p["wmin"], MaxWeight = p["wmax"], NuPre = nu[0], NuPost = nu[1], TauPre = pre, TauPost = post, IsAdditive = p.Flag("traces_additive"),
            },
            "BindsNET MSTDP" => new Mstdp { Nu = nu[0], APlus = p["a_plus"], AMinus = p["a_minus"], TauPlus = p["tc_plus_ms"] * ms, TauMinus = p["tc_minus_ms"] * ms },
            _ => new Mstdpet { Nu = nu[0], APlus = p["a_plus"], AMinus = p["a_minus"], TauPlus = p["tc_plus_ms"] * ms, TauMinus = p["tc_minus_ms"] * ms, TauE = p["tc_e_trace"] * ms },
        };
    }
}
