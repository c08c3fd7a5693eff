namespace Myelin.Simulation.Inference;

/// <summary>An event of a stream: a spike for one input neuron.</summary>
/// <param name="Microseconds">When it happens [us], from the engine's start.</param>
/// <param name="Address">Index of the input neuron.</param>
public readonly record struct AddressEvent(long Microseconds, int Address);

/// <summary>An event of a stream of an event camera.</summary>
/// <param name="Microseconds">When it happens [us], from the engine's start.</param>
/// <param name="X">The pixel column, from 0.</param>
/// <param name="Y">The pixel row, from 0.</param>
/// <param name="Polarity">The channel of the input: 0 for falling brightness, 1 for rising.</param>
public readonly record struct PixelEvent(long Microseconds, int X, int Y, int Polarity);
