using Myelin.Randomness;

namespace Myelin.Experiments.Polychrony;

/// <summary>Volleys of spikes to be classified: every class has some random templates, whose times jitter.</summary>
internal sealed class LatencyTask
{
    private const double Span = 20;

    private readonly double[][] templates;
    private readonly int classes;
    private readonly double jitter;

    /// <summary>Draws templates.</summary>
    /// <param name="inputs">Spikes of a volley, one of each input.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="templates">Templates of each class.</param>
    /// <param name="jitter">Standard deviation of the times [ms]; the times of a template span 20 ms.</param>
    /// <param name="random">Where the draws come from.</param>
    public LatencyTask(int inputs, int classes, int templates, double jitter, ref RandomStream random)
    {
        (this.classes, this.jitter, this.templates) = (classes, jitter, new double[classes * templates][]);
        for (int t = 0; t < this.templates.Length; t++)
        {
            this.templates[t] = new double[inputs];
            for (int i = 0; i < inputs; i++) this.templates[t][i] = Span * random.NextDouble();
        }
    }

    /// <summary>A volley and its class.</summary>
    public (double[] Times, int Class) Draw(ref RandomStream random)
    {
        int template = random.NextInt(templates.Length);
        double[] times = [.. templates[template]];
        for (int i = 0; i < times.Length; i++) times[i] += jitter * random.NextNormal();
        return (times, template % classes);
    }

    /// <summary>Probabilities of the classes by their outputs, and what is wanted less them.</summary>
    /// <param name="outputs">The outputs; replaced by the errors.</param>
    /// <param name="wanted">The class.</param>
    public static void Errors(Span<double> outputs, int wanted)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (double output in outputs) most = Math.Max(most, output);
        for (int k = 0; k < outputs.Length; k++) sum += outputs[k] = Math.Exp(outputs[k] - most);
        for (int k = 0; k < outputs.Length; k++) outputs[k] = (k == wanted ? 1 : 0) - (outputs[k] / sum);
    }
}
