using Myelin.Experiments.Running;

namespace Myelin.Experiments.Faults;

/// <summary>Shows how far something is as the progress of a phase, from any thread; stopping is left to what is measured.</summary>
internal sealed class PhaseFraction(Phase phase) : IProgress<double>
{
    private readonly Lock one = new();

    public void Report(double value)
    {
        lock (one)
        {
            try
            {
                phase.Report(value);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}
