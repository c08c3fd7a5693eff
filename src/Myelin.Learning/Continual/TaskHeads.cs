using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Continual;

/// <summary>A linear layer for each of several tasks, of which one is in use: y = x W^T over the innermost axis, [..., in] to [..., out].</summary>
public sealed class TaskHeads : Module, IProjection
{
    private readonly Parameter[] weights;
    private int task;

    /// <summary>Makes the layers, with weights uniform within 1 / sqrt(in).</summary>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="inputs">Length of the innermost axis of the input.</param>
    /// <param name="outputs">Length of that of the output.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    public TaskHeads(int tasks, int inputs, int outputs, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        weights = new Parameter[tasks];
        for (int i = 0; i < tasks; i++)
        {
            weights[i] = AddParameter(FormattableString.Invariant($"weight{i}"), [outputs, inputs]);
            Linear.Draw(weights[i], 1 / MathF.Sqrt(Math.Max(1, inputs)), seed, (uint)(2 * i));
        }
    }

    /// <summary>The task in use, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public int Task
    {
        get => task;
        set => task = value >= 0 && value < weights.Length ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"There are heads for the tasks 0 to {weights.Length - 1}, got {value}.");
    }

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    PresynapticTrace? IProjection.Trace { get; set; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        PresynapticTrace? trace = ((IProjection)this).Trace;
        trace?.Advance(input);
        return Operations.Linear.Of(input, weights[task], default, trace);
    }
}
