using System.Globalization;
using System.Numerics;
using Myelin.Inputs;
using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>An input of any unit that is on between two steps and constant there, with an amplitude of its own for every neuron.</summary>
internal sealed record SteppedInput : Input
{
    private readonly double[] amplitudes;
    private readonly long first;
    private readonly long end;

    /// <summary>Makes the input.</summary>
    /// <param name="unit">The unit of the port it goes to.</param>
    /// <param name="amplitudes">The amplitude of each neuron, in that unit.</param>
    /// <param name="first">The first step of the input.</param>
    /// <param name="end">The step after its last.</param>
    public SteppedInput(string unit, IReadOnlyList<double> amplitudes, long first, long end)
    {
        Unit = unit;
        this.amplitudes = [.. amplitudes];
        (this.first, this.end) = (first, end);
    }

    /// <inheritdoc/>
    public override string Unit { get; }

    /// <inheritdoc/>
    public override void Validate(int neurons, Time dt, string what)
    {
        if (neurons != amplitudes.Length)
            throw new ArgumentException($"{what}: the stepped input has {amplitudes.Length} amplitudes, the range has {neurons} neurons.");
        int bad = Array.FindIndex(amplitudes, amplitude => !double.IsFinite(amplitude));
        if (bad >= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what}: the amplitude of neuron {bad} must be finite, got {amplitudes[bad]}."));
    }

    /// <inheritdoc/>
    public override InputSource Open(int neurons, Time dt, ulong seed, uint index) => new Source(amplitudes, first, end);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SteppedInput({amplitudes.Length} amplitudes, steps {first} to {end})");

    private sealed class Source(double[] amplitudes, long first, long end) : InputSource
    {
        public override void Add(Span<float> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

        public override void Add(Span<double> accumulators, int firstNeuron, long step) => AddTo(accumulators, firstNeuron, step);

        private void AddTo<T>(Span<T> accumulators, int firstNeuron, long step)
            where T : INumberBase<T>
        {
            if (step < first || step >= end)
                return;
            int count = Math.Min(accumulators.Length, amplitudes.Length - firstNeuron);
            for (int i = 0; i < count; i++)
                accumulators[i] += T.CreateTruncating(amplitudes[firstNeuron + i]);
        }
    }
}
