using Myelin.Experiments.Reports;
using Myelin.Hardware.Campaigns;

namespace Myelin.Experiments.Faults;

/// <summary>Curves of a campaign as a table of a report.</summary>
internal static class CurveTable
{
    /// <summary>A row for each fault and rate, with the spread over seeds.</summary>
    public static Table Of(string title, IEnumerable<FaultCurve> curves)
    {
        var table = new Table(title, "Accuracy over seeds [%].", "fault", "rate", "mean", "deviation", "least", "most");
        foreach (FaultCurve curve in curves)
        {
            foreach (FaultPoint p in curve.Points) table.Add(curve.Family.Name, p.Rate, p.Mean, p.Deviation, p.Least, p.Most);
        }

        return table;
    }
}
