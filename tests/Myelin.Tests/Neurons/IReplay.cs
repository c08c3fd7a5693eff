using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>A run of a layer on the input of a case, compared with the other program's.</summary>
internal interface IReplay
{
    /// <summary>Our model, as the layer's first neuron has it.</summary>
    INeuronModel Model { get; }

    /// <summary>The deviation of the membrane and of the spikes.</summary>
    Closeness Compare<V, TLanes>(double tolerance)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>;

    /// <summary>The largest deviation of a gradient, relative to the larger of 1 and the gradient.</summary>
    double CompareGradients<TSurrogate>()
        where TSurrogate : struct, ISurrogate;
}
