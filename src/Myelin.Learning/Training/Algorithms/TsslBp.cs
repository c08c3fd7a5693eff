using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Scans.SpikeTimes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// TSSL-BP, temporal spike sequence learning: back-propagation through time in which a spike depends on its membrane by its time, which is counted
/// in steps. A spike that comes earlier changes what it does to others (inter-neuron dependency) and, through the reset, to later spikes of its own
/// neuron (intra-neuron dependency); silent steps have no derivative. A layer that hardly spikes is differentiated by its surrogate until it does. Unlike
/// the source, the error also goes back through the leak of the membrane, which the model's step says. Source: Zhang and Li (2020), NeurIPS 33,
/// section 3.2; the bound and the warm-up are those of the authors' program.
/// </summary>
public sealed class TsslBp : ILearningAlgorithm
{
    private readonly SequenceRule rule;

    /// <summary>Sets it up.</summary>
    /// <param name="bound">The largest inverse of a membrane's rise in a step, above 0: spikes that only just came about have large derivatives.</param>
    /// <param name="warmUp">The fraction of a layer's outputs that must be spikes before their times are used; 0 for always.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not above 0, or the fraction not from 0 to 1.</exception>
    public TsslBp(double bound = 10, double warmUp = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        if (!(warmUp is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(warmUp), warmUp, $"The warm-up of TSSL-BP is a fraction of outputs, 0 to 1, got {warmUp}.");
        rule = new SequenceRule(bound, warmUp);
    }

    /// <inheritdoc/>
    public string Name => "TSSL-BP";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => SpikeTimeLayers.Refusal(Name, rule, model, loss);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step) => SpikeTimeLayers.Learn(rule, step);
}
