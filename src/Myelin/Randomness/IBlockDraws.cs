using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>Random numbers of a block of neurons that an engine opens for a step.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <typeparam name="TSelf">The draws themselves.</typeparam>
public interface IBlockDraws<V, TSelf> : IDraws<V>
    where V : struct, IValue<V>
    where TSelf : struct, IBlockDraws<V, TSelf>
{
    /// <summary>Opens the draws of one block in one step.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="population">Index of the population.</param>
    /// <param name="step">The step.</param>
    /// <param name="firstNeuron">Index of the block's first neuron within the population.</param>
    static abstract TSelf Open(ulong seed, int population, long step, int firstNeuron);
}
