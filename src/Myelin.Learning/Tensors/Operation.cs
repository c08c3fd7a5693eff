namespace Myelin.Learning.Tensors;

/// <summary>
/// A function of tensors with its derivative: what a new operation derives from. One file: fields for what the backward pass needs, a static
/// method that rents an object, computes the result and calls <see cref="Record(Tensor, ReadOnlySpan{Tensor})"/>, and <see cref="Backward"/>. Objects are used
/// again in the next iteration, so the static method sets every field.
/// </summary>
public abstract class Operation
{
    /// <summary>What it computed.</summary>
    public Tensor Result { get; private set; }

    /// <summary>A second result, where there is one.</summary>
    public Tensor Second { get; private set; }

    /// <summary>Whether the loss depends on a result, as far as the backward pass has come.</summary>
    internal bool IsReached => Result.HasGradient || (Second.Exists && Second.HasGradient);

    /// <summary>The layer it belongs to, where it belongs to one.</summary>
    internal string? Layer { get; private set; }

    /// <summary>
    /// Adds to the gradients of the operands what follows from the gradient of <see cref="Result"/>, for those operands that require one
    /// (<see cref="Tensor.RequiresGradient"/>). Never called where the result has no gradient.
    /// </summary>
    protected abstract void Backward();

    /// <summary>An object to use, from this thread's tape.</summary>
    /// <typeparam name="TOperation">The operation.</typeparam>
    protected static TOperation Rent<TOperation>()
        where TOperation : Operation, new() => Tape.Current.Rent<TOperation>();

    /// <summary>Says what was computed from what; the result requires a gradient where an operand does.</summary>
    /// <param name="result">The result.</param>
    /// <param name="operands">All operands that it could be differentiated with respect to.</param>
    /// <returns>The result.</returns>
    protected Tensor Record(Tensor result, params ReadOnlySpan<Tensor> operands)
    {
        Tape tape = Tape.Current;
        bool needs = false;
        if (tape.Records)
        {
            foreach (Tensor operand in operands) needs |= operand.Exists && operand.RequiresGradient;
        }

        Result = result;
        Layer = tape.Layer;
        Second = default;
        result.Storage.RequiresGradient = needs;
        tape.Add(this, needs);
        return result;
    }

    /// <summary>Says what else was computed, after <see cref="Record(Tensor, ReadOnlySpan{Tensor})"/>.</summary>
    /// <param name="result">The second result.</param>
    protected Tensor RecordSecond(Tensor result)
    {
        Second = result;
        result.Storage.RequiresGradient = Result.RequiresGradient;
        return result;
    }

    /// <summary>The gradient of an operand, to be added to; zeros where nobody has added yet.</summary>
    /// <param name="operand">An operand that requires a gradient.</param>
    protected static unsafe Span<float> GradientOf(Tensor operand)
    {
        float* target = operand.Storage.GradientTarget(whole: true, out bool first);
        var span = new Span<float>(target, checked((int)operand.Storage.Stored));
        if (first) span.Clear();
        return span;
    }

    /// <summary>Memory for the gradient of an operand.</summary>
    /// <param name="operand">An operand that requires a gradient.</param>
    /// <param name="first">True where nobody has added yet: then every element must be set, not added to.</param>
    internal static unsafe float* GradientTarget(Tensor operand, out bool first) => operand.Storage.GradientTarget(whole: true, out first);

    internal void RunBackward() => Backward();

    /// <summary>Gives back the memory of gradients that nobody needs any more.</summary>
    internal void ReleaseGradients()
    {
        Result.Storage.ReleaseGradient();
        if (Second.Exists) Second.Storage.ReleaseGradient();
    }
}
