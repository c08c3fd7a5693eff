using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>
/// A residual block with a membrane shortcut: layers that begin with neurons and end in currents, added to the currents that came in, so that the way through
/// all blocks passes no neuron. Source: Hu, Deng, Wu, Yao and Li (2021), arXiv:2112.08954, "Advancing spiking neural networks toward deep residual learning",
/// section III (from memory).
/// </summary>
/// <param name="branch">The layers; the first is one of neurons.</param>
/// <param name="shortcut">What the incoming currents pass where shapes differ; null for the currents themselves.</param>
public sealed class MembraneBlock(Module branch, Module? shortcut = null) : Junction(branch, shortcut ?? new Sequential())
{
    /// <inheritdoc/>
    public override Tensor Join(ReadOnlySpan<Tensor> results) => results[0] + results[1];
}
