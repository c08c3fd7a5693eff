using System.Numerics;

namespace Myelin.Inputs;

/// <summary>Numbers given for every step; 0 after their end.</summary>
/// <param name="values">The numbers [T, columns], row-major.</param>
/// <param name="columns">One per neuron, or 1 for a number that all neurons share.</param>
internal sealed class ReplayedSource(double[] values, int columns) : InputSource
{
    public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

    public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

    public override bool IsSteady(long step) => step >= values.Length / columns;

    private void AddTo<T>(Span<T> accumulators, int firstNeuron, long step)
        where T : INumberBase<T>
    {
        if (step >= values.Length / columns) return;
        ReadOnlySpan<double> row = values.AsSpan((int)step * columns, columns);
        int last = columns == 1 ? accumulators.Length : Math.Min(accumulators.Length, columns - firstNeuron);
        for (int i = 0; i < last; i++) accumulators[i] += T.CreateTruncating(columns == 1 ? row[0] : row[firstNeuron + i]);
    }
}
