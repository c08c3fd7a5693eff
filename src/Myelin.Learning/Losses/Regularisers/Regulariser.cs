using Myelin.Learning.Layers;

namespace Myelin.Learning.Losses.Regularisers;

/// <summary>What is added to a loss to keep the activity of neurons as it should be. One file per regulariser.</summary>
public abstract class Regulariser
{
    /// <summary>The term of one layer.</summary>
    /// <param name="spikes">Its spikes, [T, B, ...].</param>
    /// <returns>One number.</returns>
    public abstract Tensor Of(Tensor spikes);

    /// <summary>The mean of the terms of all layers of neurons of a model, after its pass; no tensor where there are none.</summary>
    public Tensor Of(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Tensor sum = default;
        int layers = 0;
        foreach (Module module in model.All)
        {
            if (module is not Spiking { Spikes: { Exists: true } spikes }) continue;
            Tensor term = Of(spikes);
            sum = layers == 0 ? term : sum + term;
            layers++;
        }

        return layers == 0 ? default : sum * (1f / layers);
    }
}
