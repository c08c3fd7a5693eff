using System.Runtime.CompilerServices;

namespace Myelin.Neurons;

/// <summary>Four numbers in a row, as a field of a model's state, constants or input.</summary>
[InlineArray(4)]
public struct FourNumbers<V>
{
    private V first;
}
