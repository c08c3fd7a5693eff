using System.Runtime.CompilerServices;

namespace Myelin.Neurons;

/// <summary>Eight numbers in a row, as a field of a model's state, constants or input.</summary>
[InlineArray(8)]
public struct EightNumbers<V>
{
    private V first;
}
