using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using Myelin.Tests.Reference;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Golden;

/// <summary>Deterministic recurrent networks computed with NEST: every synapse, start value and input is given, so the raster must be identical.</summary>
public class NetworkTests
{
    private static readonly Time dt = 0.1 * ms;

    [Theory]
    [InlineData("deterministic_iaf_psc_delta", 1)]
    [InlineData("deterministic_iaf_psc_delta", 3)]
    [InlineData("deterministic_iaf_psc_exp", 1)]
    [InlineData("deterministic_iaf_psc_exp", 3)]
    [InlineData("deterministic_iaf_psc_alpha", 1)]
    [InlineData("deterministic_iaf_psc_alpha", 3)]
    [InlineData("deterministic_iaf_psc_exp_external", 1)]
    [InlineData("deterministic_iaf_psc_exp_external", 3)]
    public void Raster_and_potentials_are_those_of_NEST(string name, int threads)
    {
        ReferenceCase reference = ReferenceCase.Open("E_networks", name);
        var network = new Network();
        Population neurons = Rebuild(reference, network);
        using Simulator run = network.Simulate(
            reference.Duration * ms,
            dt,
            r => r.Spikes(neurons).Voltage(neurons[..3], every: 10),
            new SimulationOptions { Precision = Precision.Double, Threads = threads });

        IReadOnlyDictionary<string, double[]> spikes = reference.Table("spikes");
        (int, int)[] expected = [.. spikes["t_ms"].Zip(spikes["neuron"], (t, n) => ((int)Math.Round(t / 0.1) - 1, (int)n)).Order()];
        run.SpikeList(neurons).ShouldBe(expected);

        IReadOnlyDictionary<string, double[]> voltages = reference.Table("voltage_every_1ms");
        Trace trace = run.Voltage(neurons[..3]);
        for (int sample = 0; sample < voltages["t_ms"].Length; sample++)
        {
            trace.TimeOf(sample).InMilliseconds.ShouldBe(voltages["t_ms"][sample], 1e-9);
            for (int n = 0; n < 3; n++) trace[sample, n].ShouldBe(voltages[$"V_m_{n}"][sample], 1e-9 * 70);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Raster_and_learnt_weights_are_those_of_NEST(int threads)
    {
        ReferenceCase reference = ReferenceCase.Open("E_networks", "deterministic_iaf_psc_exp_stdp");
        double Of(string parameter) => double.Parse(reference.Text("parameters", "plastic E->E synapses", parameter), System.Globalization.CultureInfo.InvariantCulture);
        var rule = new WeightDependentStdp
        {
            MaxWeight = Of("Wmax"), Alpha = Of("alpha"), Lambda = Of("lambda"), MuPlus = Of("mu_plus"), MuMinus = Of("mu_minus"), TauPlus = Of("tau_plus") * ms, TauMinus = 20 * ms,
        };
        var network = new Network();
        Population neurons = Rebuild(reference, network, rule);
        Projection plastic = network.Projections.Single(p => p.Learning is not null);
        using var run = new Simulator(network, dt, r => r.Spikes(neurons), new SimulationOptions { Precision = Precision.Double, Threads = threads });
        run.Run(reference.Duration * ms);
        IReadOnlyDictionary<string, double[]> spikes = reference.Table("spikes");
        (int, int)[] expected = [.. spikes["t_ms"].Zip(spikes["neuron"], (t, n) => ((int)Math.Round(t / 0.1) - 1, (int)n)).Order()];
        run.SpikeList(neurons).ShouldBe(expected);
    }

    private static Population Rebuild(ReferenceCase reference, Network network, IPlasticityRuleModel? rule = null)
    {
        IReadOnlyDictionary<string, double[]> each = reference.Table("neurons");
        double[] current = each["I_e_pA"];
        string unit = reference.Text("parameters", "weight unit");
        Population neurons = Populate(reference, network, current);
        for (int i = 0; i < current.Length; i++) network.Initialize(neurons[i..(i + 1)], "U", each["V_m0_mV"][i] * mV);

        IReadOnlyDictionary<string, double[]> synapses = reference.Table("connections");
        foreach (double plastic in rule is null ? (double[])[0] : [0, 1])
        {
            int[] rows = [.. Enumerable.Range(0, synapses["pre"].Length).Where(i => rule is null || synapses["plastic"][i].Equals(plastic))];
            double[] Column(string name) => [.. rows.Select(i => synapses[name][i])];
            Projection projection = network.Connect(neurons, neurons, Explicit(Whole(Column("pre")), Whole(Column("post")), Column("weight"), Column("delay_ms"), unit));
            if (plastic > 0) network.Learn(projection, rule!);
        }

        if (!reference.Has("ext_spikes")) return neurons;

        IReadOnlyDictionary<string, double[]> trains = reference.Table("ext_spikes"), external = reference.Table("ext_connections");
        Population parrots = network.Population("external", (int)trains["train"].Max() + 1, new Parrot());
        network.Drive(parrots, SpikeReplay(trains["t_ms"], Whole(trains["train"])));
        network.Connect(parrots, neurons, Explicit(Whole(external["train"]), Whole(external["post"]), external["weight"], unit: unit), delay: 1 * ms);
        return neurons;
    }

    private static Population Populate(ReferenceCase reference, Network network, double[] current)
    {
        string model = reference.Model.Split(' ')[^1];
        double Of(string parameter) => double.Parse(reference.Text("parameters", "neuron", parameter), System.Globalization.CultureInfo.InvariantCulture);
        return model switch
        {
            "iaf_psc_delta" => network.Population("neurons", current.Length, i => new LifDelta
            {
                TauM = Of("tau_m") * ms,
                Capacitance = Of("C_m") * pF,
                Rest = Of("E_L") * mV,
                Threshold = Of("V_th") * mV,
                Reset = Of("V_reset") * mV,
                Refractory = Of("t_ref") * ms,
                Bias = current[i] * pA,
            }),
            "iaf_psc_exp" => network.Population("neurons", current.Length, i => new LifExp
            {
                TauM = Of("tau_m") * ms,
                TauSynE = Of("tau_syn_ex") * ms,
                TauSynI = Of("tau_syn_in") * ms,
                Capacitance = Of("C_m") * pF,
                Rest = Of("E_L") * mV,
                Threshold = Of("V_th") * mV,
                Reset = Of("V_reset") * mV,
                Refractory = Of("t_ref") * ms,
                Bias = current[i] * pA,
            }),
            "iaf_psc_alpha" => network.Population("neurons", current.Length, i => new LifAlpha
            {
                TauM = Of("tau_m") * ms,
                TauSynE = Of("tau_syn_ex") * ms,
                TauSynI = Of("tau_syn_in") * ms,
                Capacitance = Of("C_m") * pF,
                Rest = Of("E_L") * mV,
                Threshold = Of("V_th") * mV,
                Reset = Of("V_reset") * mV,
                Refractory = Of("t_ref") * ms,
                Bias = current[i] * pA,
            }),
            _ => throw new InvalidDataException($"{reference.Name} is of the model {model}."),
        };
    }

    private static int[] Whole(double[] numbers) => [.. numbers.Select(n => (int)n)];
}
