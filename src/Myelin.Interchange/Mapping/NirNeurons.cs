using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>NIR's neurons as Myelin's models, which carry the same names.</summary>
internal static class NirNeurons
{
    /// <summary>Adds the neurons of a node as a population; neurons with equal parameters share them.</summary>
    public static Population Add(Network network, string name, int size, NeuronNode node, Time unit, ResetMode reset) => node switch
    {
        ThresholdNode n => Population(network, name, size, node, i => new NirThreshold { Threshold = At(n.Threshold, i) }),
        INode n => Population(network, name, size, node, i => new NirI { R = At(n.R, i) / unit }),
        IfNode n => Population(network, name, size, node, i => new NirIf { R = At(n.R, i) / unit, VThreshold = At(n.VThreshold, i), VReset = At(n.VReset, i, 0), Reset = reset }),
        LiNode n => Population(network, name, size, node, i => new NirLi { Tau = At(n.Tau, i) * unit, R = At(n.R, i), VLeak = At(n.VLeak, i) }),
        LifNode n => Population(network, name, size, node, i => new NirLif
        {
            Tau = At(n.Tau, i) * unit,
            R = At(n.R, i),
            VLeak = At(n.VLeak, i),
            VThreshold = At(n.VThreshold, i),
            VReset = At(n.VReset, i, 0),
            Reset = reset,
        }),
        CubaLiNode n => Population(network, name, size, node, i => new NirCubaLi
        {
            TauSyn = At(n.TauSyn, i) * unit,
            TauMem = At(n.TauMem, i) * unit,
            R = At(n.R, i),
            VLeak = At(n.VLeak, i),
            WIn = At(n.WIn, i, 1),
        }),
        CubaLifNode n => Population(network, name, size, node, i => new NirCubaLif
        {
            TauSyn = At(n.TauSyn, i) * unit,
            TauMem = At(n.TauMem, i) * unit,
            R = At(n.R, i),
            VLeak = At(n.VLeak, i),
            VThreshold = At(n.VThreshold, i),
            VReset = At(n.VReset, i, 0),
            WIn = At(n.WIn, i, 1),
            Reset = reset,
        }),
        _ => throw new ArgumentException($"Node '{name}' of the type {node.Type} has no neuron model."),
    };

    /// <summary>The smallest of the time constants, in the file's unit; infinity where there are none.</summary>
    public static double SmallestTimeConstant(NeuronNode node) => TimeConstants(node).SelectMany(array => array.ToArray()).DefaultIfEmpty(double.PositiveInfinity).Min();

    private static IEnumerable<NumericArray> TimeConstants(NeuronNode node) => node switch
    {
        LiNode n => [n.Tau],
        LifNode n => [n.Tau],
        CubaLiNode n => [n.TauSyn, n.TauMem],
        CubaLifNode n => [n.TauSyn, n.TauMem],
        _ => [],
    };

    private static Population Population<TModel>(Network network, string name, int size, NeuronNode node, Func<int, TModel> model)
        where TModel : struct, INeuronModel =>
        node.Parameters.All(p => p.Value is null or { IsUniform: true }) ? network.Population(name, size, model(0)) : network.Population(name, size, model);

    private static double At(NumericArray? values, int neuron, double ifMissing) => values is null ? ifMissing : At(values, neuron);

    private static double At(NumericArray values, int neuron) => values[values.Length == 1 ? 0 : neuron];
}
