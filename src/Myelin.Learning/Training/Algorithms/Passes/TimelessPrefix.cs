using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>
/// A model of which the modules before the first neurons are computed once where the input is the same at every step, and differentiated once,
/// with the sum of the gradients of all steps.
/// </summary>
internal sealed class TimelessPrefix
{
    private readonly Module model;
    private readonly Tensor input;
    private readonly int first;
    private readonly Tensor computed;
    private readonly Tensor leaf;

    /// <summary>Computes what does not change.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">[T, B, ...].</param>
    /// <param name="computesOnce">Whether anything is computed once.</param>
    public TimelessPrefix(Module model, Tensor input, bool computesOnce)
    {
        this.model = model;
        this.input = input;
        if (!computesOnce || !input.Repeats || model is not Sequential) return;
        while (first < model.Children.Count && model.Children[first].IsTimeless) first++;
        if (first == 0 || first == model.Children.Count)
        {
            first = 0;
            return;
        }

        computed = input.Steps(0, 1);
        for (int i = 0; i < first; i++) computed = model.Children[i].Forward(computed);
        if (!computed.RequiresGradient)
        {
            leaf = computed;
            return;
        }

        leaf = Tensor.Empty(computed.Shape.Slice(1, computed.Shape.Rank), requiresGradient: true);
        computed.Slice(0).Values.CopyTo(leaf.Values);
    }

    /// <summary>Computes the model at some steps.</summary>
    /// <param name="step">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <returns>Its output at these steps.</returns>
    public Tensor Forward(int step, int count)
    {
        if (first == 0) return model.Forward(input.Steps(step, count));
        Tensor x = (leaf == computed ? leaf.Slice(0) : leaf).RepeatOverTime(count);
        for (int i = first; i < model.Children.Count; i++) x = model.Children[i].Forward(x);
        return x;
    }

    /// <summary>Differentiates what was computed once.</summary>
    public void Backward()
    {
        if (first > 0 && leaf != computed && leaf.HasGradient) Tape.Current.Backward(computed, leaf.Gradient);
    }
}
