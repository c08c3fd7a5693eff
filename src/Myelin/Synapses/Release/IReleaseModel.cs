using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A rule of release as the engines see it: how much of its weight a spike delivers, by the spikes before it (short-term plasticity). Where the
/// rule draws no random numbers, all synapses that a neuron makes in a projection do the same and share one state; where it does, every synapse has
/// its own. Written by the source generator for every <see cref="ReleaseAttribute"/> struct; nobody implements it by hand.
/// </summary>
public interface IReleaseModel
{
    /// <summary>What the rule says of itself.</summary>
    ReleaseInfo Info { get; }

    /// <summary>The constants of a step, validated, in the order of the fields of <c>Constants&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    double[] LowerConstants(Time dt);

    /// <summary>The state before the first spike, in the order of the fields of <c>State&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    double[] LowerInitialState(Time dt);

    /// <summary>Calls the visitor with the compiled step of this rule over <typeparamref name="V"/>: the one virtual call at the edge.</summary>
    TResult Accept<V, TResult>(IReleaseVisitor<V, TResult> visitor)
        where V : struct, IValue<V>;
}

/// <summary>An engine that wants the compiled step of a rule of release.</summary>
/// <typeparam name="V">The numbers that the engine runs on.</typeparam>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface IReleaseVisitor<V, TResult>
    where V : struct, IValue<V>
{
    /// <summary>Receives the step as a type argument, so that loops around it are compiled for it.</summary>
    TResult Visit<TStep>()
        where TStep : struct, IReleaseStep<V>;
}

/// <summary>One spike of one block of terminals, over memory laid out as consecutive <typeparamref name="V"/>s.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface IReleaseStep<V>
    where V : struct, IValue<V>
{
    /// <summary>Number of state variables.</summary>
    static abstract int States { get; }

    /// <summary>Number of constants.</summary>
    static abstract int Constants { get; }

    /// <summary>Whether the step draws random numbers.</summary>
    static abstract bool IsStochastic { get; }

    /// <summary>Advances the state from the spike before to this one.</summary>
    /// <param name="state">First of <see cref="States"/> values: the state after the spike before; becomes that after this one.</param>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="interval">Time since the spike before [ms]; infinite for the first.</param>
    /// <param name="draws">Random numbers, for a stochastic rule.</param>
    /// <returns>What is released: the factor of the weight.</returns>
    static abstract V Step<TDraws>(ref V state, ref readonly V constants, V interval, ref TDraws draws)
        where TDraws : struct, IDraws<V>;
}
