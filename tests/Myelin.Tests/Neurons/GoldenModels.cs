using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>The models of other programs that ours are held against; the names are the other program's.</summary>
internal static class GoldenModels
{
    /// <summary>The mapping of a case: that of its model, with the exceptions that a single case needs.</summary>
    public static GoldenModel Of(ReferenceCase reference) => reference.Name switch
    {
        // On the way to some spikes of these two, the membrane lingers where a rounding error grows a million times (Izhikevich.Step):
        // single precision places those spikes up to three steps away.
        "izhikevich_fast_spiking_step" => OfModel(reference) with { FloatTolerance = 10, FloatSpikeSteps = 3 },
        "izhikevich_low_threshold_step" => OfModel(reference) with { FloatTolerance = 0.5, FloatSpikeSteps = 2 },

        // Reset above the soft threshold: the membrane is on its way to a spike nearly always.
        "aeif_cond_exp_bursting_step" => OfModel(reference) with { UsualTolerance = 2e-3 },
        _ => OfModel(reference),
    };

    private static GoldenModel OfModel(ReferenceCase reference) => reference.Model switch
    {
        "iaf_psc_delta" => new(p => new LifDelta
        {
            TauM = p.Time("tau_m"), Capacitance = p.Capacitance("C_m"), Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
            RefractoryInput = p.Flag("refractory_input") ? RefractoryInput.Keep : RefractoryInput.Discard,
        }) { Spike = GoldenModel.Jump },
        "iaf_psc_exp" => new(p => new LifExp
        {
            TauM = p.Time("tau_m"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Compared = [("U", "V_m"), ("Ie", "I_syn_ex"), ("Ii", "I_syn_in")] },
        "iaf_psc_exp_multisynapse" => new(p => new LifExpMultisynapse
        {
            TauM = p.Time("tau_m"), TauSyn1 = p.List("tau_syn")[0] * Syntax.ms, TauSyn2 = p.List("tau_syn")[1] * Syntax.ms, TauSyn3 = p.List("tau_syn")[2] * Syntax.ms,
            Capacitance = p.Capacitance("C_m"), Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"),
            Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        })
        {
            Compared = [("U", "V_m"), ("I1", "I_syn_1"), ("I2", "I_syn_2"), ("I3", "I_syn_3")],
            Spike = (receptor, weight) => ($"Port{receptor}", weight),
            FloatTolerance = 1e-4,
        },

        // Spikes between the grid points. In these cases only a current arrives, so the three differ in nothing that is compared.
        "iaf_psc_exp_ps" or "iaf_psc_alpha_ps" or "iaf_psc_delta_ps" => new(p => new LifExpPrecise
        {
            TauM = p.Time("tau_m"), Capacitance = p.Capacitance("C_m"), Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        })
        {
            FloatTolerance = 1e-4,
        },
        "iaf_psc_alpha" => new(p => new LifAlpha
        {
            TauM = p.Time("tau_m"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Compared = [("U", "V_m"), ("Ie", "I_syn_ex"), ("Ii", "I_syn_in")] },
        "izhikevich" => new(p => new Izhikevich
        {
            A = p["a"] / Syntax.ms, B = p["b"], C = p.Voltage("c"), D = p.Voltage("d"), Threshold = p.Voltage("V_th"), Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.Jump, Compared = [("U", "V_m"), ("W", "U_m")], FloatTolerance = 1e-2 },
        "iaf_cond_exp" => new(p => new LifCondExp
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), ReversalE = p.Voltage("E_ex"),
            ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.ConductancesBySign, Compared = [("U", "V_m"), ("Ge", "g_ex"), ("Gi", "g_in")], Tolerance = 1e-5 },
        "iaf_cond_alpha" => new(p => new LifCondAlpha
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), ReversalE = p.Voltage("E_ex"),
            ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.ConductancesBySign, Compared = [("U", "V_m"), ("Ge", "g_ex"), ("Gi", "g_in")], Tolerance = 1e-5 },
        "iaf_cond_beta" => new(p => new LifCondBeta
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), ReversalE = p.Voltage("E_ex"),
            ReversalI = p.Voltage("E_in"), TauRiseE = p.Time("tau_rise_ex"), TauDecayE = p.Time("tau_decay_ex"), TauRiseI = p.Time("tau_rise_in"),
            TauDecayI = p.Time("tau_decay_in"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"),
            Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.ConductancesBySign, Compared = [("U", "V_m"), ("Ge", "g_ex"), ("Gi", "g_in")], Tolerance = 1e-5 },
        "iaf_cond_exp_sfa_rr" => new(p => new LifCondExpSfaRr
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), ReversalE = p.Voltage("E_ex"),
            ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), ReversalSfa = p.Voltage("E_sfa"),
            TauSfa = p.Time("tau_sfa"), JumpSfa = p.Conductance("q_sfa"), ReversalRr = p.Voltage("E_rr"), TauRr = p.Time("tau_rr"),
            JumpRr = p.Conductance("q_rr"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"),
            Bias = p.Current("I_e"),
        })
        {
            Spike = GoldenModel.ConductancesBySign, Tolerance = 1e-5, FloatTolerance = 1e-4,
            Compared = [("U", "V_m"), ("Ge", "g_ex"), ("Gi", "g_in"), ("Gsfa", "g_sfa"), ("Grr", "g_rr")],
        },
        "aeif_cond_exp" => new(p => new AdExCondExp
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), Sharpness = p.Voltage("Delta_T"),
            Onset = p.Voltage("V_th"), Threshold = p.Voltage("V_peak"), Reset = p.Voltage("V_reset"), TauW = p.Time("tau_w"),
            Adaptation = p.Conductance("a"), Jump = p.Current("b"), ReversalE = p.Voltage("E_ex"), ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"),
            TauSynI = p.Time("tau_syn_in"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.ConductancesBySign, Compared = [("U", "V_m"), ("W", "w"), ("Ge", "g_ex"), ("Gi", "g_in")], Tolerance = 6e-3, UsualTolerance = 5e-5, FloatTolerance = 1e-2 },
        "aeif_cond_alpha" => new(p => new AdExCondAlpha
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), Sharpness = p.Voltage("Delta_T"),
            Onset = p.Voltage("V_th"), Threshold = p.Voltage("V_peak"), Reset = p.Voltage("V_reset"), TauW = p.Time("tau_w"),
            Adaptation = p.Conductance("a"), Jump = p.Current("b"), ReversalE = p.Voltage("E_ex"), ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"),
            TauSynI = p.Time("tau_syn_in"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Spike = GoldenModel.ConductancesBySign, Compared = [("U", "V_m"), ("W", "w"), ("Ge", "g_ex"), ("Gi", "g_in")], Tolerance = 6e-3, UsualTolerance = 5e-5, FloatTolerance = 1e-2 },
        "aeif_psc_exp" => new(p => new AdExPscExp
        {
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g_L"), Rest = p.Voltage("E_L"), Sharpness = p.Voltage("Delta_T"),
            Onset = p.Voltage("V_th"), Threshold = p.Voltage("V_peak"), Reset = p.Voltage("V_reset"), TauW = p.Time("tau_w"),
            Adaptation = p.Conductance("a"), Jump = p.Current("b"), TauSynE = p.Time("tau_syn_ex"),
            TauSynI = p.Time("tau_syn_in"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Compared = [("U", "V_m"), ("W", "w"), ("Ie", "I_syn_ex"), ("Ii", "-I_syn_in")], Tolerance = 6e-3, UsualTolerance = 5e-5, FloatTolerance = 1e-2 },
        "mat2_psc_exp" => new(p => new Mat2
        {
            TauM = p.Time("tau_m"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"), Threshold = p.Voltage("omega"), TauFast = p.Time("tau_1"), TauSlow = p.Time("tau_2"),
            JumpFast = p.Voltage("alpha_1"), JumpSlow = p.Voltage("alpha_2"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        }) { Derived = [("threshold", (p, state) => p["omega"] + state("Fast") + state("Slow"), "V_th")], FloatTolerance = 3e-4 },
        "amat2_psc_exp" => new(p => new AugmentedMat2
        {
            TauM = p.Time("tau_m"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"), Threshold = p.Voltage("omega"), TauFast = p.Time("tau_1"), TauSlow = p.Time("tau_2"),
            JumpFast = p.Voltage("alpha_1"), JumpSlow = p.Voltage("alpha_2"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
            Coupling = p["beta"] / Syntax.ms, TauV = p.Time("tau_v"),
        })
        {
            FloatTolerance = 3e-4,
            Compared = [("U", "V_m"), ("Ie", "I_syn_ex"), ("Ii", "I_syn_in"), ("Follow", "V_th_v")],
            Derived = [("threshold", (p, state) => p["omega"] + state("Fast") + state("Slow") + state("Follow"), "V_th")],
        },
        "iaf_tum_2000" => new(p => new LifTsodyks
        {
            TauM = p.Time("tau_m"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Capacitance = p.Capacitance("C_m"),
            Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"), Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
            Utilisation = p["U"], TauFacilitation = p.Time("tau_fac"), TauRecovery = p.Time("tau_rec"), TauPsc = p.Time("tau_psc"),
        }) { Compared = [("U", "V_m"), ("Ie", "I_syn_ex"), ("Ii", "I_syn_in")] },
        "glif_psc" => new(p => new Glif
        {
            Level = (p.Flag("spike_dependent_threshold"), p.Flag("after_spike_currents"), p.Flag("adapting_threshold")) switch
            {
                (false, false, _) => GlifLevel.Lif,
                (true, false, _) => GlifLevel.LifR,
                (false, true, _) => GlifLevel.LifAsc,
                (true, true, false) => GlifLevel.LifRAsc,
                (true, true, true) => GlifLevel.LifRAscA,
            },
            Capacitance = p.Capacitance("C_m"), Leak = p.Conductance("g"), Rest = p.Voltage("E_L"), Threshold = p.Voltage("V_th"),
            Reset = p.Voltage("V_reset"), Refractory = p.Time("t_ref"), ResetFraction = p["voltage_reset_fraction"],
            ResetAddition = p.Voltage("voltage_reset_add"), JumpSpike = p.Voltage("th_spike_add"), RateSpike = p["th_spike_decay"] / Syntax.ms,
            AfterSpike1 = p.List("asc_amps")[0] * Syntax.pA, AfterSpike2 = p.List("asc_amps")[1] * Syntax.pA,
            RateAfterSpike1 = p.List("asc_decay")[0] / Syntax.ms, RateAfterSpike2 = p.List("asc_decay")[1] / Syntax.ms,
            CouplingVoltage = p["th_voltage_index"] / Syntax.ms, RateVoltage = p["th_voltage_decay"] / Syntax.ms,
            TauSyn1 = p.List("tau_syn")[0] * Syntax.ms, TauSyn2 = p.List("tau_syn")[1] * Syntax.ms,
        })
        {
            FloatTolerance = 1e-4,
            Spike = (receptor, weight) => (receptor == 1 ? "Port1" : "Port2", weight),
            Compared = [("U", "V_m"), ("ThresholdSpike", "threshold_spike"), ("ThresholdVoltage", "threshold_voltage")],
        },
        "hh_psc_alpha" => new(p => new HodgkinHuxleyPscAlpha
        {
            Capacitance = p.Capacitance("C_m"), Sodium = p.Conductance("g_Na"), Potassium = p.Conductance("g_K"), Leak = p.Conductance("g_L"),
            SodiumReversal = p.Voltage("E_Na"), PotassiumReversal = p.Voltage("E_K"), LeakReversal = p.Voltage("E_L"), Rest = p.Voltage("V_m"),
            TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"), Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        })
        {
            Compared = [("U", "V_m"), ("M", "Act_m"), ("H", "Inact_h"), ("N", "Act_n"), ("Ie", "I_syn_ex"), ("Ii", "I_syn_in")], Tolerance = 3e-3, UsualTolerance = 5e-3, FloatTolerance = 0.2,
        },
        "hh_cond_exp_traub" => new(p => new HodgkinHuxleyCondExp
        {
            Capacitance = p.Capacitance("C_m"), Sodium = p.Conductance("g_Na"), Potassium = p.Conductance("g_K"), Leak = p.Conductance("g_L"),
            SodiumReversal = p.Voltage("E_Na"), PotassiumReversal = p.Voltage("E_K"), LeakReversal = p.Voltage("E_L"), Origin = p.Voltage("V_T"),
            ReversalE = p.Voltage("E_ex"), ReversalI = p.Voltage("E_in"), TauSynE = p.Time("tau_syn_ex"), TauSynI = p.Time("tau_syn_in"),
            Refractory = p.Time("t_ref"), Bias = p.Current("I_e"),
        })
        {
            // NEST allows its solver an error of 1e-3 in every internal step, which puts some of its spikes 0.01 ms beside the exact ones: 4 mV on
            // their flanks. With 1e-9 instead, the same solver gives our numbers.
            Spike = GoldenModel.ConductancesBySign, Tolerance = 2, UsualTolerance = 0.06, FloatTolerance = 2,
            Compared = [("U", "V_m"), ("M", "Act_m"), ("H", "Inact_h"), ("N", "Act_n"), ("Ge", "g_ex"), ("Gi", "g_in")],
        },
        _ => throw new KeyNotFoundException($"No model of ours is mapped to '{reference.Model}' of the case {reference.Name}."),
    };
}
