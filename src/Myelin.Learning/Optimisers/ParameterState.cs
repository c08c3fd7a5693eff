using System.Runtime.CompilerServices;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Optimisers;

/// <summary>What an optimiser remembers of a parameter: the number of steps it took and arrays as long as the parameter.</summary>
public sealed unsafe class ParameterState
{
    private const int Lanes = 16;

    private readonly float[] numbers;
    private readonly int first;
    private readonly int stride;
    private long steps;

    internal ParameterState(Parameter parameter, ParameterGroup group, IReadOnlyList<string> names)
    {
        Parameter = parameter;
        Group = group;
        Names = names;
        Count = checked((int)parameter.Shape.Count);
        stride = checked((Count + Lanes - 1) / Lanes * Lanes);
        numbers = GC.AllocateArray<float>(names.Count == 0 ? 0 : checked((stride * names.Count) + Lanes), pinned: true);
        if (names.Count == 0) return;

        // A vector that crosses cache lines costs two accesses.
        long address = (long)Unsafe.AsPointer(ref numbers[0]);
        first = (int)((64 - (address % 64)) % 64 / sizeof(float));
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>The group it is in.</summary>
    public ParameterGroup Group { get; }

    /// <summary>The names of the arrays, such as momentum.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many times the parameter was updated; a step without a gradient does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long Steps
    {
        get => steps;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            steps = value;
        }
    }

    internal int Count { get; }

    /// <summary>The numbers of an array, in the order of the parameter's; to read, and to set when a run is resumed.</summary>
    /// <param name="index">Its place in <see cref="Names"/>.</param>
    public Memory<float> Values(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Names.Count);
        return numbers.AsMemory(first + (index * stride), Count);
    }

    /// <summary>Where an array begins, padded to whole vectors; null where there is none.</summary>
    internal float* Pointer(int index) => index < Names.Count ? (float*)Unsafe.AsPointer(ref numbers[first + (index * stride)]) : null;

    /// <summary>Sets all of an array.</summary>
    internal void Fill(int index, float value) => numbers.AsSpan(first + (index * stride), stride).Fill(value);
}
