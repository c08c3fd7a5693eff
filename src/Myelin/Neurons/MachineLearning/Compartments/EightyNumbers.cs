using System.Runtime.CompilerServices;

namespace Myelin.Neurons;

/// <summary>Eighty numbers in a row, as a field of a model's state, constants or input.</summary>
[InlineArray(80)]
public struct EightyNumbers<V>
{
    private V first;
}
