using System.Globalization;
using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>How steps become numbers on an axis: milliseconds, or iterations where a step has no length.</summary>
/// <param name="Dt">Length of a step.</param>
/// <param name="Iterations">Whether a step has no length.</param>
internal readonly record struct StepClock(Time Dt, bool Iterations)
{
    /// <summary>The title of a time axis.</summary>
    public string Title => Iterations ? "iteration" : "time (ms)";

    /// <summary>The unit of a rate.</summary>
    public string RateUnit => Iterations ? "1/step" : Frequency.Unit;

    /// <summary>The title of a rate's axis.</summary>
    public string RateTitle => Iterations ? "spikes per iteration" : "rate (Hz)";

    /// <summary>The place of the end of a step on the axis.</summary>
    public double At(double step) => Iterations ? step : step * Dt.InMilliseconds;

    /// <summary>A rate from spikes per step.</summary>
    public double Rate(double perStep) => Iterations ? perStep : perStep / Dt.InSeconds;

    /// <summary>A number of steps in words.</summary>
    public string Words(long steps) => Iterations ? $"{Amount.Count(steps)} iterations" : string.Create(CultureInfo.InvariantCulture, $"{Amount.Number(At(steps))} ms");
}
