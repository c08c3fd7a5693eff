using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Cables;

/// <summary>How fast a spike travels along axons of many diameters, with and without myelin.</summary>
public sealed class ConductionExperiment : Experiment
{
    private static readonly double[] diameters = [2, 4, 8, 16];
    private static readonly Claim squid = Experiments.Claim.Value("velocity in the squid's giant axon at 18.5 degrees", 18.8, 0.5, "m/s");
    private static readonly Claim bareExponent = Experiments.Claim.Value("exponent of the diameter without myelin", 0.5, 0.02);
    private static readonly Claim myelinExponent = Experiments.Claim.Value("exponent of the diameter with myelin", 1, 0.1);
    private static readonly Claim speedup = Experiments.Claim.AtLeast("velocity with over without myelin, fibre of 16 um", 5);

    /// <summary>Temperature.</summary>
    [Parameter("temperature of the axons whose diameter varies, in degrees Celsius")]
    [Between(5, 25)]
    public double Temperature { get; init; } = 18.5;

    /// <summary>Length of a step.</summary>
    [Parameter("length of a step; backward Euler makes spikes slower at longer ones", Quick = "0.005ms")]
    [Between(0.0001, 0.02)]
    public Time Step { get; init; } = 0.002 * ms;

    /// <inheritdoc/>
    public override string Id => "hh-cable";

    /// <inheritdoc/>
    public override string Title => "Conduction along axons with and without myelin";

    /// <inheritdoc/>
    public override string Summary =>
        "The cable equation with the squid's channels conducts a spike at the velocity that Hodgkin and Huxley computed by hand. It grows with the " +
        "square root of the diameter; myelin between nodes makes it larger and proportional to the diameter.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. L. Hodgkin, A. F. Huxley",
        1952,
        "A quantitative description of membrane current and its application to conduction and excitation in nerve",
        "Journal of Physiology 117(4), 500-544",
        "10.1113/jphysiol.1952.sp004764");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [squid, bareExponent, myelinExponent, speedup];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(0, 0, 20_000_000, 0.02 / Step.InMilliseconds, "9 axons of about 400 compartments, each for some milliseconds, at 0.1 us per compartment and step");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Time longest = 30 * ms * Math.Pow(3, (18.5 - Temperature) / 10);
        var from = new List<double>();
        var to = new List<double>();
        var bare = new List<double>();
        var myelinated = new List<double>();
        using (Phase phase = context.Phase("Conducting", "simulateSeconds"))
        {
            context.Claim(squid, Axons.Squid(18.5).Velocity(Step, 30 * ms, (a, b) =>
            {
                from.Add(a);
                to.Add(b);
            }));
            foreach (double diameter in diameters)
            {
                bare.Add(Axons.Bare(diameter, Temperature).Velocity(Step, longest));
                myelinated.Add(Axons.Myelinated(diameter, Temperature).Velocity(Step, longest));
                phase.Report(bare.Count / (double)diameters.Length, $"{diameter} um");
            }
        }

        context.Claim(bareExponent, Exponent(diameters, bare));
        context.Claim(myelinExponent, Exponent(diameters, myelinated));
        context.Claim(speedup, myelinated[^1] / bare[^1]);
        Report(context, from, to, bare, myelinated);
    }

    /// <summary>The slope of the straight line through the logarithms, by least squares.</summary>
    internal static double Exponent(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] u = [.. x.Select(value => Math.Log(value))], v = [.. y.Select(value => Math.Log(value))];
        double meanU = u.Average(), meanV = v.Average();
        return u.Zip(v, (a, b) => (a - meanU) * (b - meanV)).Sum() / u.Sum(a => (a - meanU) * (a - meanU));
    }

    private void Report(ExperimentContext context, List<double> from, List<double> to, List<double> bare, List<double> myelinated)
    {
        var table = new Table("Velocities", $"At {Temperature} degrees; the diameter with myelin is that of the fibre.", "diameter [um]", "without myelin [m/s]", "with myelin [m/s]", "ratio");
        for (int i = 0; i < diameters.Length; i++)
        {
            context.Result($"velocity without myelin, {diameters[i]} um", bare[i], "m/s");
            context.Result($"velocity with myelin, {diameters[i]} um", myelinated[i], "m/s");
            table.Add(diameters[i], bare[i], myelinated[i], myelinated[i] / bare[i]);
        }

        context.Table(table);
        var diameterAxis = new Axis("diameter [um]") { Logarithmic = true };
        context.Figure(new LineFigure("Velocity and diameter", "On logarithmic axes the slope is the exponent.", diameterAxis, new Axis("velocity [m/s]") { Logarithmic = true },
            new Series("without myelin", diameters, bare), new Series("with myelin", diameters, myelinated)));
        double[] times = [.. from.Select((_, i) => (i + 1) * Step.InMilliseconds)];
        context.Figure(new LineFigure("A spike in the squid's giant axon", "Membrane potential at two places, four length constants apart.", "time [ms]", "potential [mV]",
            new Series("first", times, from), new Series("second", times, to)));
    }
}
