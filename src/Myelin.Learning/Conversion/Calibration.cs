using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Data.Transforms;
using Myelin.Interchange.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Conversion;

/// <summary>What comes out of the rectifiers of a network on samples: what thresholds are balanced by.</summary>
public sealed class Calibration
{
    private readonly Dictionary<string, ActivationSample> activations;

    private Calibration(Dictionary<string, ActivationSample> activations) => this.activations = activations;

    /// <summary>The activations by the names of the rectifiers.</summary>
    public IReadOnlyDictionary<string, ActivationSample> Activations => activations;

    /// <summary>Runs a network on samples.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="transform">What is done to them first; null for nothing.</param>
    /// <param name="batchSize">Number of samples of a batch.</param>
    public static Calibration Of(LayerGraph graph, IDataset samples, ITransform? transform = null, int batchSize = 128)
    {
        var network = new LayerNetwork(graph);
        var found = new Dictionary<string, ActivationSample>(StringComparer.Ordinal);
        foreach ((string name, Layers.Module module) in network.Activations) ((Rectifier)module).Listener = found[name] = new ActivationSample();
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        using var loader = new DataLoader(samples, new DataLoaderOptions { BatchSize = batchSize, Shuffle = false, Transform = transform });
        foreach (Batch batch in loader.Epoch(0))
        {
            tape.Clear();
            network.Forward(Tensor.From(batch.Samples, Shape.Create([1, batch.Count, .. graph.Input.Shape])));
        }

        tape.Clear();
        return new Calibration(found);
    }

    /// <summary>What a full rate stands for in each layer: its largest activation (Diehl et al., 2015, IJCNN, data-based normalisation).</summary>
    public IReadOnlyDictionary<string, double> Maxima() => Of(a => a.Maximum);

    /// <summary>
    /// What a full rate stands for in each layer: a percentile of its activations, so that a few outliers do not slow down all others (Rueckauer et al., 2017,
    /// Frontiers in Neuroscience 11:682, section 2.2.2, robust normalisation).
    /// </summary>
    /// <param name="percent">Which, 99 to 100 usually.</param>
    public IReadOnlyDictionary<string, double> Percentiles(double percent) => Of(a => a.Percentile(percent));

    /// <summary>
    /// What a full rate stands for in each layer: the scale with which rounding to as many levels as there are steps, and cutting off, err least (Li et al., 2021, ICML,
    /// "A free lunch from ANN", section 4.2, thresholds of least mean squared error; the search is by candidates here).
    /// </summary>
    /// <param name="steps">Number of time steps.</param>
    public IReadOnlyDictionary<string, double> LeastErrors(int steps) => Of(a => a.LeastError(steps));

    // A layer that is silent on all samples, or nearly, has any scale.
    private Dictionary<string, double> Of(Func<ActivationSample, double> range) => activations.ToDictionary(
        a => a.Key, a => range(a.Value) is > 0 and var scale ? scale : a.Value.Maximum > 0 ? a.Value.Maximum : 1, StringComparer.Ordinal);
}
