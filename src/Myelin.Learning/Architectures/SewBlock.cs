using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>
/// A spike-element-wise residual block: the spikes of layers that end in neurons are joined with those that came in. Source: Fang, Yu, Chen, Huang, Masquelier
/// and Tian (2021), NeurIPS, "Deep residual learning in spiking neural networks", eq. 9 and table 1.
/// </summary>
/// <param name="branch">The layers; the last is one of neurons.</param>
/// <param name="shortcut">What the incoming spikes pass, ending in neurons, where shapes differ; null for the spikes themselves.</param>
/// <param name="connect">How they are joined.</param>
public sealed class SewBlock(Module branch, Module? shortcut = null, SewConnect connect = SewConnect.Add) : Junction(branch, shortcut ?? new Sequential())
{
    /// <summary>How spikes are joined.</summary>
    public SewConnect Connect => connect;

    /// <inheritdoc/>
    public override Tensor Join(ReadOnlySpan<Tensor> results) => connect switch
    {
        SewConnect.Add => results[0] + results[1],
        SewConnect.And => results[0] * results[1],
        _ => results[1] - (results[0] * results[1]),
    };
}
