using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Networks;

namespace Myelin.Learning.Lowering;

/// <summary>What arrives at a place in a model: a function of the spikes of one population or several. Populations are as they are on the way to the next neurons.</summary>
/// <param name="Sources">The populations.</param>
/// <param name="Layers">The layers passed since, for messages.</param>
/// <param name="Of">What arrives, from the spikes of every source, [1, B, ...].</param>
internal sealed record Stream(IReadOnlyList<Stream.Source> Sources, IReadOnlyList<Module> Layers, Func<IReadOnlyList<Tensor>, Tensor> Of)
{
    /// <summary>The spikes of a population as they are.</summary>
    public static Stream From(Source source) => new([source], [], spikes => spikes[0]);

    /// <summary>What arrives behind a layer.</summary>
    public Stream Behind(Module layer) => new(Sources, [.. Layers, layer], spikes => layer.Forward(Of(spikes)));

    /// <summary>What arrives where branches are joined.</summary>
    public static Stream Joined(Junction junction, IReadOnlyList<Stream> branches)
    {
        Source[] all = [.. branches.SelectMany(b => b.Sources).DistinctBy(s => s.Population)];
        int[][] places = [.. branches.Select(b => b.Sources.Select(s => Array.FindIndex(all, other => other.Population == s.Population)).ToArray())];
        return new Stream(
            all,
            [.. branches.SelectMany(b => b.Layers).Distinct(), junction],
            spikes => junction.Join([.. branches.Select((b, i) => b.Of([.. places[i].Select(p => spikes[p])]))]));
    }

    /// <summary>A population whose spikes are read.</summary>
    /// <param name="Population">The population.</param>
    /// <param name="Shape">Shape of a sample of it.</param>
    /// <param name="Layer">Its layer; null for the input.</param>
    internal sealed record Source(Population Population, Shape Shape, Spiking? Layer);
}
