using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;

namespace Myelin.Tests.Neurons;

/// <summary>The layers of the training frameworks that our models are held against; the names are the frameworks'.</summary>
internal static class GoldenLayers
{
    public static GoldenLayer Of(ReferenceCase reference) =>
        reference.Model.StartsWith("norse", StringComparison.Ordinal) ? Norse(reference)
        : reference.Model.StartsWith("spikingjelly", StringComparison.Ordinal) ? SpikingJelly(reference)
        : SnnTorch(reference);

    private static GoldenLayer SnnTorch(ReferenceCase reference) => reference.Model switch
    {
        "snntorch.Leaky" => new((p, neuron) => new Leaky
        {
            Beta = p.Each("beta", neuron),
            Threshold = p.Each("threshold", neuron),
            Reset = SnnTorchReset(p),
            ResetTiming = !p.Has("reset_delay") || p.Flag("reset_delay") ? ResetTiming.NextStep : ResetTiming.SameStep,
            Amplitude = p.Has("graded_spikes_factor") ? p["graded_spikes_factor"] : 1,
        }) { Gradients = [("Beta", "grad_beta"), ("Threshold", "grad_threshold"), ("Amplitude", "grad_graded_spikes_factor")] },
        // A reset to zero drops the input of the recurrent neuron, as it does in the neuron with a synaptic current.
        "snntorch.RLeaky" => new((p, _) => new Synaptic
        {
            Alpha = 0, Beta = p["beta"], Threshold = p["threshold"], Reset = SnnTorchReset(p),
        }) { Gradients = [("Beta", "grad_beta")] },
        "snntorch.Synaptic" => new((p, _) => new Synaptic
        {
            Alpha = p["alpha"], Beta = p["beta"], Threshold = p["threshold"], Reset = SnnTorchReset(p),
        }) { Gradients = [("Alpha", "grad_alpha"), ("Beta", "grad_beta"), ("Threshold", "grad_threshold")] },
        "snntorch.Alpha" => new((p, _) => new Alpha
        {
            SlowDecay = p["alpha"], FastDecay = p["beta"], Threshold = p["threshold"], Reset = SnnTorchReset(p),
        }) { FloatTolerance = 2e-5 },
        "snntorch.Lapicque" => new((p, _) => new Lapicque
        {
            Tau = (p.Has("beta") ? -1 / Math.Log(p["beta"]) : p["R"] * p["C"]) * Syntax.ms,
            Resistance = p.Has("R") ? p["R"] : 1,
            Threshold = p["threshold"],
            Reset = SnnTorchReset(p),
        }),
        _ => throw Unknown(reference),
    };

    private static GoldenLayer SpikingJelly(ReferenceCase reference) => reference.Model.Split('.')[^1] switch
    {
        "IFNode" => new((p, _) => new If
        {
            Threshold = p["v_threshold"], Reset = SpikingJellyReset(p), ResetPotential = ResetPotential(p), DetachReset = p.Flag("detach_reset"),
        }) { Membrane = ("U", "v") },
        "LIFNode" => new((p, _) => new Lif
        {
            Tau = p["tau"], DecayInput = p.Flag("decay_input"), Threshold = p["v_threshold"], Reset = SpikingJellyReset(p),
            ResetPotential = ResetPotential(p), DetachReset = p.Flag("detach_reset"),
        }) { Membrane = ("U", "v") },
        "ParametricLIFNode" => new((p, _) => new ParametricLif
        {
            W = -Math.Log(p["init_tau"] - 1), DecayInput = p.Flag("decay_input"), Threshold = p["v_threshold"], Reset = SpikingJellyReset(p),
            ResetPotential = ResetPotential(p), DetachReset = p.Flag("detach_reset"),
        }) { Membrane = ("U", "v"), Gradients = [("W", "grad_w")] },
        "EIFNode" => new((p, _) => new DiscreteEif
        {
            Tau = p["tau"], DeltaT = p["delta_T"], Rheobase = p["theta_rh"], Rest = p["v_rest"], Threshold = p["v_threshold"],
            Reset = SpikingJellyReset(p), ResetPotential = ResetPotential(p), DetachReset = p.Flag("detach_reset"),
        }) { Membrane = ("U", "v") },
        "QIFNode" => new((p, _) => Qif(p)) { Membrane = ("U", "v") },
        "IzhikevichNode" => new((p, _) => Qif(p) with { TauW = p["tau_w"], A = p["a"], B = p["b"], InitialW = p["w_rest"] }) { Membrane = ("U", "v") },
        _ => throw Unknown(reference),
    };

    private static GoldenLayer Norse(ReferenceCase reference)
    {
        Time dt = double.Parse(reference.Text("dt"), System.Globalization.CultureInfo.InvariantCulture) * 1000 * Syntax.ms;
        return reference.Model.Split(' ')[1] switch
        {
            "LICell" => new((p, _) => new NirCubaLi
            {
                TauSyn = Inverse(p, "tau_syn_inv"), TauMem = Inverse(p, "tau_mem_inv"), VLeak = p["v_leak"], WIn = Inverse(p, "tau_syn_inv") / dt,
            }) { Dt = dt, Membrane = ("U", "v") },
            "LIFCell" => new((p, _) => NorseLif(p, dt)) { Dt = dt, Membrane = ("U", "v") },
            "LIFRecurrentCell" => new((p, _) => NorseLif(p, dt) with { DetachReset = true }) { Dt = dt, Membrane = ("U", "v") },
            "LSNNCell" => new((p, _) => NorseLsnn(p)) { Dt = dt, Membrane = ("U", "v") },
            "LSNNRecurrentCell" => new((p, _) => NorseLsnn(p) with { DetachReset = true }) { Dt = dt, Membrane = ("U", "v") },
            "ada_lif_step" => new((p, _) => new AdaptiveLif
            {
                TauSyn = Inverse(p, "tau_syn_inv"), TauMem = Inverse(p, "tau_mem_inv"), TauAdapt = Inverse(p, "tau_adapt_inv"), Leak = p["v_leak"],
                Threshold = p["v_th"], ResetPotential = p["v_reset"], Jump = p["beta"],
            }) { Dt = dt, Membrane = ("U", "v"), FloatTolerance = 2e-5 },
            "LIFAdExCell" => new((p, _) => new DiscreteAdEx
            {
                TauSyn = Inverse(p, "tau_syn_inv"), TauMem = Inverse(p, "tau_mem_inv"), TauAdapt = Inverse(p, "tau_ada_inv"), Leak = p["v_leak"],
                Threshold = p["v_th"], ResetPotential = p["v_reset"], DeltaT = p["delta_T"], Coupling = p["adaptation_current"],
                Jump = p["adaptation_spike"],
            }) { Dt = dt, Membrane = ("U", "v") },

            // Norse's step is tau_inv dt of the model's millisecond.
            "IzhikevichCell" => new((p, _) => new Izhikevich
            {
                A = p["a"] / Syntax.ms, B = p["b"], C = p["c"] * Syntax.mV, D = p["d"] * Syntax.mV, Threshold = p["v_th"] * Syntax.mV,
            })
            {
                Dt = reference.Parameters["tau_inv"] / 1000 * dt,
                Membrane = ("U", "v"),
                Initial = [("U", reference.Parameters["v0"]), ("W", reference.Parameters["u0"])],
                FloatTolerance = 1e-2,
            },
            _ => throw Unknown(reference),
        };
    }

    private static DiscreteQif Qif(ReferenceNumbers p) => new()
    {
        Tau = p["tau"], A0 = p["a0"], Critical = p["v_c"], Rest = p["v_rest"], Threshold = p["v_threshold"],
        Reset = SpikingJellyReset(p), ResetPotential = ResetPotential(p), DetachReset = p.Flag("detach_reset"),
    };

    private static NirCubaLif NorseLif(ReferenceNumbers p, Time dt) => new()
    {
        TauSyn = Inverse(p, "tau_syn_inv"), TauMem = Inverse(p, "tau_mem_inv"), VLeak = p["v_leak"], VThreshold = p["v_th"], VReset = p["v_reset"],
        WIn = Inverse(p, "tau_syn_inv") / dt,
    };

    private static Lsnn NorseLsnn(ReferenceNumbers p) => new()
    {
        TauSyn = Inverse(p, "tau_syn_inv"), TauMem = Inverse(p, "tau_mem_inv"), TauAdapt = Inverse(p, "tau_adapt_inv"), Leak = p["v_leak"],
        Threshold = p["v_th"], ResetPotential = p["v_reset"], Jump = p["beta"],
    };

    private static Time Inverse(ReferenceNumbers p, string perSecond) => 1000 / p[perSecond] * Syntax.ms;

    private static ResetMode SnnTorchReset(ReferenceNumbers p) =>
        p.Word("reset_mechanism") switch { "subtract" => ResetMode.Subtract, "zero" => ResetMode.Zero, _ => ResetMode.None };

    private static ResetMode SpikingJellyReset(ReferenceNumbers p) => p.IsNull("v_reset") ? ResetMode.Subtract : ResetMode.Zero;

    private static double ResetPotential(ReferenceNumbers p) => p.IsNull("v_reset") ? 0 : p["v_reset"];

    private static KeyNotFoundException Unknown(ReferenceCase reference) =>
        new($"No model of ours is mapped to '{reference.Model}' of the case {reference.Name}.");
}
