using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>A layer with learnt delays from 0 to <see cref="MaximumDelay"/> steps.</summary>
public abstract class DelayLayer : SpacedLayer, IDelays
{
    private protected DelayLayer(int outputs, int inputs, int contacts, int maximumDelay, SpacingOptions? options, ulong seed)
        : base("delay", outputs, inputs, AtLeastOne(contacts), new Spatial(1, 1, NotNegative(maximumDelay) + 1), new Spatial(0, 0, 0), 1, options, seed) => MaximumDelay = maximumDelay;

    /// <inheritdoc/>
    public int MaximumDelay { get; }

    /// <summary>Delays [steps], [1, out, in, contacts]; those beyond 0 .. <see cref="MaximumDelay"/> are set to its ends before they are used.</summary>
    public Parameter Delays => Positions;

    /// <summary>Sets all delays.</summary>
    /// <param name="delays">As many as <see cref="Delays"/> has [steps].</param>
    /// <exception cref="ArgumentException">There are too few or too many, or one is not from 0 to <see cref="MaximumDelay"/>.</exception>
    public void SetDelays(ReadOnlySpan<float> delays)
    {
        if (delays.Length != Delays.Values.Length) throw new ArgumentException($"The layer has {Delays.Values.Length} delays, got {delays.Length}.");
        for (int i = 0; i < delays.Length; i++)
        {
            if (!(delays[i] >= 0 && delays[i] <= MaximumDelay))
                throw new ArgumentException($"Delay {i} is {delays[i]} steps; this layer has delays from 0 to {MaximumDelay} steps.");
        }

        delays.CopyTo(Delays.Values);
    }

    private static int NotNegative(int maximumDelay) =>
        maximumDelay >= 0 ? maximumDelay : throw new ArgumentException($"The longest delay of a layer must be at least 0 steps, got {maximumDelay}.");

    private static int AtLeastOne(int contacts) => contacts >= 1 ? contacts : throw new ArgumentException($"A pair of neurons needs at least 1 contact, got {contacts}.");
}
