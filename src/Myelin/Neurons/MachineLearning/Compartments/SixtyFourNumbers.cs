using System.Runtime.CompilerServices;

namespace Myelin.Neurons;

/// <summary>Sixty-four numbers in a row, as a field of a model's state, constants or input.</summary>
[InlineArray(64)]
public struct SixtyFourNumbers<V>
{
    private V first;
}
