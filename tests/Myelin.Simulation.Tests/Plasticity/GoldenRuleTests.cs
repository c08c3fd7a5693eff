using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Weights of one synapse at every presynaptic spike, computed with NEST; the same through the whole engine, in double precision.</summary>
public class GoldenRuleTests
{
    private static readonly Time dt = 0.1 * ms;

    [Theory]
    [InlineData("stdp_add_poisson")]
    [InlineData("stdp_add_correlated")]
    [InlineData("stdp_window_isolated_pairs")]
    [InlineData("stdp_mult_poisson")]
    [InlineData("stdp_mult_correlated")]
    [InlineData("stdp_power_poisson")]
    [InlineData("stdp_power_correlated")]
    [InlineData("stdp_nn_symm_poisson")]
    [InlineData("stdp_nn_symm_correlated")]
    [InlineData("stdp_nn_restr_poisson")]
    [InlineData("stdp_nn_restr_correlated")]
    [InlineData("stdp_nn_pre_centered_poisson")]
    [InlineData("stdp_nn_pre_centered_correlated")]
    [InlineData("stdp_pl_power_law")]
    [InlineData("stdp_triplet_poisson")]
    [InlineData("stdp_triplet_correlated")]
    [InlineData("vogels_sprekeler_poisson")]
    [InlineData("vogels_sprekeler_correlated")]
    [InlineData("stdp_dopamine_poisson")]
    [InlineData("stdp_dopamine_correlated")]
    public void Weights_at_presynaptic_spikes_are_those_of_NEST(string name)
    {
        ReferenceCase reference = ReferenceCase.Open("D_plasticity", name);
        IReadOnlyDictionary<string, double[]> trajectory = reference.Table("trajectory");
        double[] pre = reference.Table("pre_spikes")["t_ms"], post = reference.Table("post_spikes")["t_ms"];
        IPlasticityRuleModel rule = Rule(reference);
        Time delay = Number(reference, "delay_ms") * ms;
        int lag = (int)Math.Round(delay / dt);

        // NEST starts as if the source had fired at 0, which nearest neighbours see: all times are moved by one step, and that spike is given.
        double shift = rule is NearestStdp or RestrictedStdp ? 0.1 : 0;
        if (shift > 0) (pre, post) = ([0.1, .. pre.Select(t => t + shift)], [.. post.Select(t => t + shift)]);
        var pair = new SpikePair(pre, post, rule, Number(reference, "initial_weight"), delay, dt);
        if (rule.Info.NeedsFactor) pair.AddModulator(reference.Table("dopamine_spikes")["t_arrive_ms"]);
        using Simulator run = pair.Build(Precision.Double);
        double[] actual = new double[trajectory["t_ms"].Length];
        for (int i = 0; i < actual.Length; i++)
        {
            // Delivered a delay behind its emission, the spike is the last thing that has reached the synapse.
            run.RunSteps((long)Math.Round((trajectory["t_ms"][i] + shift) / 0.1) + lag - run.Step);
            actual[i] = run.Weights(pair.Projection).Values[0];
            actual[i].ShouldBe(trajectory["weight"][i], 1e-9 * Math.Abs(trajectory["weight"][i]), $"spike {i} at {trajectory["t_ms"][i]} ms");
        }
    }

    private static double Number(ReferenceCase reference, string parameter) =>
        double.Parse(reference.Text("parameters", parameter), System.Globalization.CultureInfo.InvariantCulture);

    private static IPlasticityRuleModel Rule(ReferenceCase reference)
    {
        double Of(string parameter) => Number(reference, parameter);
        Time minus = Of("tau_minus (postsynaptic)") * ms;
        return reference.Model switch
        {
            "stdp_synapse" when Of("mu_plus") == 0 => new PairStdp { MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), TauPlus = Of("tau_plus") * ms, TauMinus = minus },
            "stdp_synapse" => new WeightDependentStdp
            {
                MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), MuPlus = Of("mu_plus"), MuMinus = Of("mu_minus"), TauPlus = Of("tau_plus") * ms, TauMinus = minus,
            },
            "stdp_nn_symm_synapse" => new NearestStdp
            {
                MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), MuPlus = Of("mu_plus"), MuMinus = Of("mu_minus"), TauPlus = Of("tau_plus") * ms, TauMinus = minus,
            },
            "stdp_nn_restr_synapse" => new RestrictedStdp
            {
                MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), MuPlus = Of("mu_plus"), MuMinus = Of("mu_minus"), TauPlus = Of("tau_plus") * ms, TauMinus = minus,
            },
            "stdp_nn_pre_centered_synapse" => new PreCentredStdp
            {
                MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), MuPlus = Of("mu_plus"), MuMinus = Of("mu_minus"), TauPlus = Of("tau_plus") * ms, TauMinus = minus,
            },
            "stdp_pl_synapse_hom" => new PowerLawStdp { Lambda = Of("lambda"), Alpha = Of("alpha"), Mu = Of("mu"), TauPlus = Of("tau_plus") * ms, TauMinus = minus },
            "stdp_triplet_synapse" => new TripletStdp
            {
                MaxWeight = Of("Wmax"), A2Plus = Of("Aplus"), A3Plus = Of("Aplus_triplet"), A2Minus = Of("Aminus"), A3Minus = Of("Aminus_triplet"),
                TauPlus = Of("tau_plus") * ms, TauX = Of("tau_plus_triplet") * ms, TauMinus = minus, TauY = Of("tau_minus_triplet (postsynaptic)") * ms,
            },
            "vogels_sprekeler_synapse" => new InhibitoryStdp { MaxWeight = Of("Wmax"), Eta = Of("eta"), Alpha = Of("alpha"), Tau = Of("tau") * ms },
            "stdp_dopamine_synapse" => new DopamineStdp
            {
                MinWeight = Of("Wmin"), MaxWeight = Of("Wmax"), APlus = Of("A_plus"), AMinus = Of("A_minus"), Baseline = Of("b"),
                TauPlus = Of("tau_plus") * ms, TauMinus = minus, TauC = Of("tau_c") * ms, TauN = Of("tau_n") * ms,
            },
            _ => throw new InvalidDataException($"{reference.Name} is of the model {reference.Model}."),
        };
    }
}
