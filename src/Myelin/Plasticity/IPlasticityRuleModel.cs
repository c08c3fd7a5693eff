using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// A rule of plasticity as the engines see it: how a weight changes when spikes of its two neurons reach the synapse, when a third factor arrives, and on a
/// clock. Written by the source generator for every <see cref="PlasticityRuleAttribute"/> struct; nobody implements it by hand.
/// </summary>
public interface IPlasticityRuleModel
{
    /// <summary>What the rule says of itself.</summary>
    PlasticityRuleInfo Info { get; }

    /// <summary>Time between two ticks of its clock; 0 where it has none.</summary>
    Time Clock { get; }

    /// <summary>How far back it looks on what it follows of a target neuron; 0 where it does not.</summary>
    Time LookBack { get; }

    /// <summary>The constants, validated, in the order of the fields of <c>Constants&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    double[] LowerConstants(Time dt);

    /// <summary>Calls the visitor with the compiled events of this rule over <typeparamref name="V"/>: the one virtual call at the edge.</summary>
    TResult Accept<V, TResult>(IPlasticityRuleVisitor<V, TResult> visitor)
        where V : struct, IValue<V>;
}

/// <summary>An engine that wants the compiled events of a rule of plasticity.</summary>
/// <typeparam name="V">The numbers that the engine runs on.</typeparam>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface IPlasticityRuleVisitor<V, TResult>
    where V : struct, IValue<V>
{
    /// <summary>Receives the events as a type argument, so that loops around them are compiled for it.</summary>
    TResult Visit<TStep>()
        where TStep : struct, IPlasticityRuleStep<V>;
}
