using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using Myelin.Hardware.Faults;

namespace Myelin.Hardware.Campaigns;

/// <summary>
/// Faults at several rates, each with several seeds, and one number measured of each: an accuracy, mostly. How it is measured is the caller's. Measurements run side by side, and what comes out is the same for any
/// number of threads.
/// </summary>
public sealed record Campaign
{
    /// <summary>The faults with their rates.</summary>
    public required IReadOnlyList<FaultFamily> Families { get; init; }

    /// <summary>The seeds; each decides where all faults strike.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>How many measurements run at once, at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Measures.</summary>
    /// <param name="measure">Gives the number for a fault and a seed; called from several threads at once.</param>
    /// <param name="progress">Receives how far it is, from 0 to 1.</param>
    /// <param name="cancellation">Stops it between two measurements.</param>
    /// <returns>A curve for each fault, in order.</returns>
    /// <exception cref="ArgumentException">There is nothing to measure, or a rate is refused by its fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<FaultCurve> Run(Func<Fault, ulong, double> measure, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (Seeds.Count == 0) throw new ArgumentException("A campaign needs at least one seed.");
        if (Families.FirstOrDefault(f => f.Rates.Count == 0) is { } empty) throw new ArgumentException($"The fault '{empty.Name}' has no rates.");

        // All faults are made first, so that a rate that makes no sense is told before anything is measured.
        (int Family, int Rate, int Seed, Fault Fault)[] all =
        [
            .. from f in Enumerable.Range(0, Families.Count)
               from r in Enumerable.Range(0, Families[f].Rates.Count)
               let fault = Families[f].Make(Families[f].Rates[r])
               from s in Enumerable.Range(0, Seeds.Count)
               select (f, r, s, fault),
        ];
        double[][][] values = [.. Families.Select(f => f.Rates.Select(_ => new double[Seeds.Count]).ToArray())];
        int done = 0;
        try
        {
            Parallel.ForEach(all, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Threads), CancellationToken = cancellation }, one =>
            {
                values[one.Family][one.Rate][one.Seed] = measure(one.Fault, Seeds[one.Seed]);
                progress?.Report((double)Interlocked.Increment(ref done) / all.Length);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return [.. Families.Select((f, i) => new FaultCurve(f, [.. f.Rates.Select((rate, r) => new FaultPoint(rate, values[i][r]))]))];
    }

    /// <summary>Curves as comma-separated text: fault, rate, seeds, mean, standard deviation, smallest, largest.</summary>
    /// <param name="curves">The curves.</param>
    public static string ToCsv(IEnumerable<FaultCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var text = new StringBuilder("fault,rate,seeds,mean,deviation,least,most\n");
        foreach (FaultCurve curve in curves)
        {
            foreach (FaultPoint p in curve.Points)
                text.Append(CultureInfo.InvariantCulture, $"\"{curve.Family.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{p.Rate},{p.Values.Count},{p.Mean},{p.Deviation},{p.Least},{p.Most}\n");
        }

        return text.ToString();
    }
}
