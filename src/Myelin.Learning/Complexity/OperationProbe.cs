using Myelin.Analysis.Energy;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Complexity;

/// <summary>
/// Counts the operations of a model's layers while it runs on this thread, from construction to disposal, with the definitions of NeuroBench's harness: inputs and weights are replaced by 1
/// where they are not 0, biases left out, and the layer is run again; what it gives is summed. A layer whose inputs at a step are all -1, 0 or 1 accumulates, else it multiplies and accumulates.
/// Source: Yik et al. (2025), Nature Communications 16, 1545.
/// </summary>
public sealed class OperationProbe : IDisposable
{
    private readonly Tape tape = Tape.Current;
    private readonly Module model;
    private readonly List<LayerTally> tallies = [];
    private readonly Dictionary<Module, LayerTally> byLayer = [];
    private readonly Spiking[] traced;
    private long samples;

    /// <summary>Begins to count.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InvalidOperationException">The operations of this thread are being counted already.</exception>
    public OperationProbe(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (tape.Probe is not null) throw new InvalidOperationException("The operations of this thread are being counted already; dispose the other probe first.");
        this.model = model;
        traced = [.. model.All.OfType<Spiking>().Where(layer => !layer.TracesMembrane)];
        foreach (Spiking layer in traced) layer.TracesMembrane = true;
        tape.Probe = this;
    }

    /// <summary>Number of samples whose batches have ended.</summary>
    public long Samples => samples;

    /// <summary>What every layer did that computes or stores anything, in the order in which they first ran.</summary>
    public IReadOnlyList<LayerOperations> Layers => [.. tallies.Select(t => t.Mean(samples))];

    /// <summary>Operations of a sample, of all layers.</summary>
    public OperationCounts Total => Layers.Aggregate(default(OperationCounts), (sum, layer) => sum + layer.Counts);

    /// <summary>The fraction of activations that are 0, of all layers: the mean over batches weighed by samples.</summary>
    public double ActivationSparsity { get; private set; }

    /// <summary>The fraction of weights that are 0, of all layers that have run; biases do not count.</summary>
    public double ConnectionSparsity
    {
        get
        {
            double zeros = 0, all = 0;
            foreach (Parameter weight in tallies.SelectMany(t => t.Weights).Distinct())
            {
                using Tape.Pause pause = tape.PauseRecording();
                Tape.Position mark = tape.Mark();
                zeros += Zeros(weight.Used.Values);
                all += weight.Values.Length;
                tape.Rewind(mark);
            }

            return all == 0 ? 0 : zeros / all;
        }
    }

    /// <summary>Says that the samples of a batch have run; call before the tape is cleared.</summary>
    /// <param name="batch">Number of samples.</param>
    public void EndBatch(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        double zeros = 0, all = 0;
        foreach (LayerTally tally in tallies)
        {
            (double own, double outputs) = tally.EndBatch();
            zeros += own;
            all += outputs;
        }

        samples += batch;
        ActivationSparsity += (double)batch / samples * ((all == 0 ? 0 : zeros / all) - ActivationSparsity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (tape.Probe == this) tape.Probe = null;
        foreach (Spiking layer in traced) layer.TracesMembrane = false;
    }

    /// <summary>Takes note of a pass of a layer.</summary>
    internal void Saw(Module layer, Tensor input, Tensor output)
    {
        if (!model.All.Contains(layer)) return;
        using Tape.Pause pause = tape.PauseRecording();
        Tape.Position mark = tape.Mark();
        if (layer.WorkOf(input, output) is { } work) TallyOf(layer).Add(work);
        tape.Rewind(mark);
    }

    private LayerTally TallyOf(Module layer)
    {
        if (!byLayer.TryGetValue(layer, out LayerTally? tally))
        {
            tally = new LayerTally(layer);
            byLayer.Add(layer, tally);
            tallies.Add(tally);
        }

        return tally;
    }

    internal static double Zeros(ReadOnlySpan<float> values)
    {
        long zeros = 0;
        foreach (float value in values)
        {
            if (value == 0) zeros++;
        }

        return zeros;
    }
}
