using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>How the spikes of a layer are differentiated by their times, in place of the layer's surrogate.</summary>
internal abstract class SpikeTimeRule
{
    /// <summary>Why it has no meaning for a model, without the model's name; null where it has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dt">Length of a step.</param>
    public abstract string? Refusal(INeuronModel model, Time dt);

    /// <summary>The backward loop.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="learnt">Number of constants whose gradient is wanted.</param>
    public abstract IScan Build(INeuronModel model, Time dt, int learnt);

    /// <summary>Whether it is used on a pass in which this fraction of outputs were spikes; else the layer's surrogate is.</summary>
    public virtual bool IsUsed(double activity) => true;
}
