using Myelin.Values;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>A function of one number, written once: its derivative follows from evaluating it over numbers that carry one.</summary>
internal interface IFunction
{
    /// <summary>The function.</summary>
    V Of<V>(V x)
        where V : struct, IValue<V>;
}

/// <summary>A function of two numbers, written once.</summary>
internal interface IFunction2
{
    /// <summary>What messages call it.</summary>
    static abstract string Name { get; }

    /// <summary>Whether gradients pass through it.</summary>
    static virtual bool HasGradient => true;

    /// <summary>The function.</summary>
    V Of<V>(V left, V right)
        where V : struct, IValue<V>;
}
