using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Scans.SpikeTimes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>The layers of neurons of a model, differentiated by the times of their spikes. One that hands on its membrane needs no derivative of spikes.</summary>
internal static class SpikeTimeLayers
{
    private static readonly Bptt backward = new();

    /// <summary>Why a rule cannot train a model; null where it can.</summary>
    public static string? Refusal(string algorithm, SpikeTimeRule rule, Module model, Loss loss)
    {
        if (loss.IsBlindToLaterSpikes) return $"{algorithm} moves spikes, and {loss.GetType().Name} sees the first spike only where it is; read the time off the membrane with {nameof(SpikeProp)} or {nameof(CrossingCrossEntropy)}.";
        foreach (Spiking layer in model.All.OfType<Spiking>().Where(l => l.Reads is null))
        {
            string name = $"{layer.Path} ({layer.Model.Info.Name})";
            if (layer is IRecurrent) return $"{algorithm} cannot train {name}: a layer whose spikes come back to it runs a step at a time, and a spike's time needs two.";
            if (layer.Learnt.Any()) return $"{algorithm} cannot train {name}: it learns weights, and this layer learns {string.Join(", ", layer.Learnt.Select(p => p.Name))} of its neurons.";
            if (rule.Refusal(layer.Model, layer.Dt) is { } reason) return $"{algorithm} cannot train {name}: {layer.Model.Info.Name} {reason}.";
        }

        return null;
    }

    /// <summary>Learns from a batch.</summary>
    public static StepResult Learn(SpikeTimeRule rule, in LearningStep step)
    {
        Spiking[] layers = [.. step.Model.All.OfType<Spiking>().Where(l => l.Reads is null)];
        foreach (Spiking layer in layers) layer.DifferentiateBy(rule);
        try
        {
            return backward.Learn(step);
        }
        finally
        {
            foreach (Spiking layer in layers) layer.DifferentiateBy(null);
        }
    }
}
