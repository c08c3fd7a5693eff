namespace Myelin.Analysis.Energy;

/// <summary>A stage of a transformer's block.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Products">Products of two numbers in one step.</param>
/// <param name="Inputs">Numbers that come in.</param>
/// <param name="Outputs">Numbers that go out.</param>
/// <param name="HasWeights">Whether one of the two factors is a weight; in attention both are activations.</param>
public sealed record TransformerStage(string Name, double Products, double Inputs, double Outputs, bool HasWeights);

/// <summary>
/// The unified energy model of spiking transformers: the same count of products for a spiking transformer and a quantised ordinary one, weighed by how many inputs are not 0
/// (spike sparsity), how wide numbers are, and what goes to and from memory. The three factors are those of Shen et al. (2025), "STEP: a unified spiking transformer evaluation platform for fair
/// and reproducible benchmarking", arXiv:2505.11151; the equations are written out here from the shapes of a block and are not taken from there.
/// </summary>
/// <param name="Tokens">N.</param>
/// <param name="Features">D.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="HiddenRatio">Width of the hidden layer of a block's perceptron, in multiples of D.</param>
public sealed record SpikingTransformer(int Tokens, int Features, int Blocks, double HiddenRatio = 4)
{
    /// <summary>The stages of one block: projections to queries, keys and values, their two products, and three projections more.</summary>
    public IReadOnlyList<TransformerStage> Stages { get; } =
    [
        new("query, key, value", 3.0 * Tokens * Features * Features, (double)Tokens * Features, 3.0 * Tokens * Features, true),
        new("query x key", (double)Tokens * Tokens * Features, 2.0 * Tokens * Features, (double)Tokens * Tokens, false),
        new("attention x value", (double)Tokens * Tokens * Features, ((double)Tokens * Tokens) + ((double)Tokens * Features), (double)Tokens * Features, false),
        new("projection", (double)Tokens * Features * Features, (double)Tokens * Features, (double)Tokens * Features, true),
        new("perceptron 1", HiddenRatio * Tokens * Features * Features, (double)Tokens * Features, HiddenRatio * Tokens * Features, true),
        new("perceptron 2", HiddenRatio * Tokens * Features * Features, HiddenRatio * Tokens * Features, (double)Tokens * Features, true),
    ];

    /// <summary>What all blocks do in a sample.</summary>
    /// <param name="steps">Time steps; 1 for an ordinary transformer.</param>
    /// <param name="activity">The fraction of inputs of each stage other than 0, in the order of <see cref="Stages"/>; one number for all.</param>
    /// <param name="spikes">Whether activations are plain spikes, so that nothing is multiplied and neurons keep a state.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are as many activities as neither 1 nor the stages.</exception>
    public OperationCounts Count(int steps, IReadOnlyList<double> activity, bool spikes)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (Tokens < 1 || Features < 1 || Blocks < 1 || !(HiddenRatio > 0) || steps < 1)
            throw new ArgumentException($"A transformer of {Tokens} tokens, {Features} features, {Blocks} blocks, a hidden ratio of {HiddenRatio} and {steps} steps is impossible; all must be above 0.");
        if (activity.Count != 1 && activity.Count != Stages.Count) throw new ArgumentException($"There must be 1 activity, or {Stages.Count}, one for each stage; got {activity.Count}.");
        OperationCounts sum = default;
        for (int i = 0; i < Stages.Count; i++)
        {
            TransformerStage stage = Stages[i];
            double active = activity[activity.Count == 1 ? 0 : i];
            if (!(active is >= 0 and <= 1)) throw new ArgumentException($"The activity of '{stage.Name}' is a fraction of inputs from 0 to 1, got {active}.");

            // Two activations meet only where both are not 0; a weight is always there.
            double effective = stage.Products * (stage.HasWeights ? active : active * active);
            sum += new OperationCounts
            {
                Dense = stage.Products,
                EffectiveAcs = spikes ? effective : 0,
                EffectiveMacs = spikes ? 0 : effective,
                SynapticEvents = stage.HasWeights ? effective : 0,
                ActivationReads = active * stage.Inputs,
                ActivationWrites = stage.Outputs * activity[activity.Count == 1 ? 0 : Math.Min(i + 1, Stages.Count - 1)],
                StateUpdates = spikes ? stage.Outputs : 0,
            };
        }

        return ((double)steps * Blocks) * sum;
    }
}
