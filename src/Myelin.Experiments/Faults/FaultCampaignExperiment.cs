using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Hardware.Campaigns;
using Myelin.Hardware.Faults;
using Myelin.Learning.Layers;
using Myelin.Networks;
using Myelin.Neurons;

namespace Myelin.Experiments.Faults;

/// <summary>Every fault at many rates: how the accuracy of a trained network falls.</summary>
public sealed class FaultCampaignExperiment : FaultExperiment
{
    private const string Bits = "bits", Spikes = "neurons and spikes", Devices = "devices";

    private static readonly double[] bitRates = [1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1];
    private static readonly double[] spikeRates = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
    private static readonly double[] deviations = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

    private static readonly (string Group, FaultFamily Family)[] families =
    [
        (Bits, new("weights, 8 bits", bitRates, r => new IntegerBitFlips(r))),
        (Bits, new("weights, 4 bits", bitRates, r => new IntegerBitFlips(r, 4))),
        (Bits, new("weights, floats", bitRates, r => new FloatBitFlips(r))),
        (Bits, new("states, floats, each step", bitRates, r => new StateBitFlips(r))),
        (Spikes, new("silent neurons", spikeRates, r => new SilentNeurons(r) { Populations = hidden })),
        (Spikes, new("firing neurons", spikeRates, r => new FiringNeurons(r) { Populations = hidden })),
        (Spikes, new("lost spikes", spikeRates, r => new LostSpikes(r))),
        (Spikes, new("spurious spikes, a step", spikeRates, r => new SpuriousSpikes(r / Dt))),
        (Devices, new("weights, log-normal", deviations, r => new WeightVariation(r))),
        (Devices, new("weights, of the range", deviations, r => new WeightVariation(r, Variation.OfRange))),
        (Devices, new("thresholds", deviations, r => new ParameterVariation(nameof(Leaky.Threshold), r))),
        (Devices, new("read noise, each spike", deviations, r => new ReadNoise(r))),
    ];

    // The only hidden layer, which the network names by its place in the model.
    private static readonly string[] hidden = ["1"];

    private static readonly Claim lethal = Claim.AtLeast("accuracy lost to firing neurons above that to silent ones, one in twenty", 0, "points");
    private static readonly Claim few = Claim.AtMost("accuracy lost to one silent neuron in twenty", 2, "points");
    private static readonly Claim whole = Claim.AtLeast("bit error rate that costs 1 point, 8 bits over floats", 1);

    /// <inheritdoc/>
    public override string Id => "fault-campaign";

    /// <inheritdoc/>
    public override string Title => "Accuracy under faults";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of spiking neurons learns handwritten digits, and a device that runs it has faults: bits of stored weights and of membranes flip, neurons are silent or fire always, spikes are lost or appear, devices differ. " +
        "Each fault has several rates and seeds. That neurons which fire always do more harm than silent ones is the paper's finding on other networks; the other bounds are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. Spyrou, S. A. El-Sayed, E. Afacan, L. A. Camuñas-Mesa, B. Linares-Barranco, H.-G. Stratigopoulos", 2021, "Neuron fault tolerance in spiking neural networks", "Design, Automation and Test in Europe (DATE)");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [lethal, few, whole];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        Pixels + Hidden + 10, Hidden * (Pixels + 10), 1L << 29, (Epochs * TrainingSamples / 3000.0) + (Measurements * TestSamples * Steps * 12e-6 / Math.Max(1, threads)),
        "3000 training samples per second and 12 us for a simulated step");

    private double Measurements => families.Sum(f => f.Family.Rates.Count) * Seeds;

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Sequential model = Train(context, "Training");
        Network network = NetworkOf(model);
        LabelledSamples samples = TestSet(context);
        double perfect = Accuracy(network, new StateBitFlips(0), 0, samples, context.Cancellation);
        context.Result("accuracy without faults", perfect, "%");
        IReadOnlyList<FaultCurve> curves;
        using (Phase phase = context.Phase("Faults", "campaignSeconds"))
        {
            var progress = new PhaseFraction(phase);
            curves = new Campaign { Families = [.. families.Select(f => f.Family)], Seeds = SeedList(context.Seed), Threads = context.Threads }
                .Run((fault, seed) => Accuracy(network, fault, seed, samples, context.Cancellation), progress, context.Cancellation);
        }

        foreach ((string group, string axis) in (IReadOnlyList<(string, string)>)[(Bits, "probability that a bit flips"), (Spikes, "probability"), (Devices, "standard deviation")])
        {
            Series[] lines = [.. curves.Where((_, i) => string.Equals(families[i].Group, group, StringComparison.Ordinal)).Select(c => new Series(c.Family.Name, [.. c.Points.Select(p => p.Rate)], [.. c.Points.Select(p => p.Mean)]))];
            context.Figure(new LineFigure($"Faults of {group}", $"Mean accuracy over {Seeds} seeds on {samples.Count} test samples; {perfect:0.0} % without faults.", new Axis(axis) { Logarithmic = true }, new Axis("accuracy [%]") { FromZero = true }, lines));
        }

        var bearable = new Table("What the network bears", "The rate at which the mean accuracy has fallen by so much, linearly between the rates that were measured.", "fault", "1 point", "10 points", "accuracy at the highest rate [%]", "deviation over seeds there");
        foreach (FaultCurve curve in curves) bearable.Add(curve.Family.Name, Rate(curve, perfect - 1), Rate(curve, perfect - 10), curve.Points[^1].Mean, curve.Points[^1].Deviation);
        foreach (FaultCurve curve in curves) context.Result($"accuracy at the highest rate, {curve.Family.Name}", curve.Points[^1].Mean, "%");
        context.Table(bearable);
        context.Table(CurveTable.Of("All faults", curves));
        context.WriteFile("faults.csv", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(Campaign.ToCsv(curves))));
        Judge(context, curves, perfect);
    }

    private static void Judge(ExperimentContext context, IReadOnlyList<FaultCurve> curves, double perfect)
    {
        double Lost(string name, double rate) => perfect - curves.Single(c => string.Equals(c.Family.Name, name, StringComparison.Ordinal)).Points.Single(p => p.Rate == rate).Mean;
        double Bears(string name) => curves.Single(c => string.Equals(c.Family.Name, name, StringComparison.Ordinal)).RateAt(perfect - 1) ?? 0;
        double silent = Lost("silent neurons", 0.05), firing = Lost("firing neurons", 0.05), whole8 = Bears("weights, 8 bits"), floats = Bears("weights, floats");
        context.Result("accuracy lost to one firing neuron in twenty", firing, "points");
        context.Result("accuracy lost to one silent neuron in twenty", silent, "points");
        context.Result("bit error rate that costs 1 point, 8 bits", whole8);
        context.Result("bit error rate that costs 1 point, floats", floats);
        if (context.Quick) return;
        context.Claim(lethal, firing - silent);
        context.Claim(few, silent);
        context.Claim(whole, whole8 / Math.Max(floats, double.Epsilon));
    }

    private static object Rate(FaultCurve curve, double level) => curve.RateAt(level) switch
    {
        null => $"below {curve.Points[0].Rate:g2}",
        { } rate when rate == curve.Points[^1].Rate => $"above {rate:g2}",
        { } rate => rate,
    };
}
