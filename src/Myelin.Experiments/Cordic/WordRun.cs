using Myelin.Hardware.Arithmetic;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Simulation.Machines;
using Myelin.Spikes;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.Cordic;

/// <summary>Sixteen membranes of the squid's axon, each with its own constant current, in the words of a chip or in double precision.</summary>
internal sealed class WordRun
{
    /// <summary>Number of membranes.</summary>
    public const int Count = 16;

    /// <summary>Bits before the binary point, with the sign: slopes of a membrane in a spike reach thousands of millivolts per millisecond.</summary>
    public const int WholeBits = 15;

    /// <summary>Length of a step.</summary>
    public static readonly Time Step = 0.01 * ms;

    private const double CurrentStep = 2;

    private WordRun(double[] trace, Raster spikes) => (Trace, Spikes) = (trace, spikes);

    /// <summary>The membrane whose potential is kept: that of 10 pA, which are 10 uA/cm2.</summary>
    public static int Traced => 5;

    /// <summary>Potential of the traced membrane after each step [mV].</summary>
    public double[] Trace { get; }

    /// <summary>Spikes of all membranes.</summary>
    public Raster Spikes { get; }

    /// <summary>The current into a membrane [pA].</summary>
    public static double CurrentOf(int membrane) => membrane * CurrentStep;

    /// <summary>Runs.</summary>
    /// <param name="format">The words; null for double precision.</param>
    /// <param name="duration">Simulated time.</param>
    public static WordRun Of(FixedFormat? format, Time duration)
    {
        var network = new Network();
        Population axons = network.Population("axons", Count, n => new HodgkinHuxley { Bias = CurrentOf(n) * pA });
        var emulation = format is { } words ? new Emulation { Arithmetic = [new FixedArithmetic(words)] } : null;
        using var run = new Simulator(network, Step, r => r.Spikes(axons).Voltage(axons[Traced..(Traced + 1)]), new SimulationOptions { Precision = Precision.Double, Threads = 1, Emulation = emulation });
        run.Run(duration);
        return new WordRun(run.Voltage(axons[Traced..(Traced + 1)]).Of(0), run.Spikes(axons));
    }

    /// <summary>Rate of a membrane from the intervals between its spikes [Hz]; 0 below two spikes.</summary>
    public double RateOf(int membrane)
    {
        double[] times = TimesOf(membrane);
        return times.Length < 2 ? 0 : 1000 * (times.Length - 1) / (times[^1] - times[0]);
    }

    /// <summary>Root mean square distance of the traced potentials over the range of the exact one.</summary>
    public double NormalisedError(WordRun exact) => Distance(exact.Trace, Trace) / (exact.Trace.Max() - exact.Trace.Min());

    /// <summary>The same within 10 ms around the first spike, the spikes laid over each other; infinity where there is none.</summary>
    public double ShapeError(WordRun exact)
    {
        const int Before = 200, After = 800;
        if (TimesOf(Traced) is not [double own, ..] || exact.TimesOf(Traced) is not [double other, ..]) return double.PositiveInfinity;
        int at = StepOf(own), with = StepOf(other), first = Math.Min(Before, Math.Min(at, with));
        int length = Math.Min(first + After, Math.Min(Trace.Length - at, exact.Trace.Length - with) + first);
        double[] reference = exact.Trace[(with - first)..(with - first + length)];
        return Distance(reference, Trace[(at - first)..(at - first + length)]) / (reference.Max() - reference.Min());
    }

    /// <summary>Mean distance of spikes of the same rank in the traced membrane [ms]; infinity where it does not fire.</summary>
    public double TimeError(WordRun exact)
    {
        double[] own = TimesOf(Traced), other = exact.TimesOf(Traced);
        int common = Math.Min(own.Length, other.Length);
        return common == 0 ? double.PositiveInfinity : Enumerable.Range(0, common).Average(i => Math.Abs(own[i] - other[i]));
    }

    /// <summary>Mean distance of the rates of all membranes from the exact ones [Hz].</summary>
    public double RateError(WordRun exact) => Enumerable.Range(0, Count).Average(n => Math.Abs(RateOf(n) - exact.RateOf(n)));

    private static int StepOf(double time) => (int)Math.Round(time / Step.InMilliseconds) - 1;

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Average());

    private double[] TimesOf(int membrane) => [.. Spikes.Train(membrane).TimesInMilliseconds];
}
