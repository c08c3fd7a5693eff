using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A coupling as the engines see it. In every step each source neuron makes a signal of its potential; every synapse makes a current of the signal
/// and of the target's potential. Both potentials are those at the start of the step. Written by the source generator for every
/// <see cref="CouplingAttribute"/> struct; nobody implements it by hand.
/// </summary>
public interface ICouplingModel
{
    /// <summary>What the model says of itself.</summary>
    CouplingInfo Info { get; }

    /// <summary>The constants of a step, validated, in the order of the fields of <c>Constants&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    double[] LowerConstants(Time dt);

    /// <summary>The state that terminals start in, in the order of the fields of <c>State&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    double[] LowerInitialState(Time dt);

    /// <summary>Calls the visitor with the compiled step of this model over <typeparamref name="V"/>: the one virtual call at the edge.</summary>
    TResult Accept<V, TResult>(ICouplingVisitor<V, TResult> visitor)
        where V : struct, IValue<V>;
}

/// <summary>An engine that wants the compiled step of a coupling model.</summary>
/// <typeparam name="V">The numbers that the engine runs on.</typeparam>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface ICouplingVisitor<V, TResult>
    where V : struct, IValue<V>
{
    /// <summary>Receives the step as a type argument, so that loops around it are compiled for it.</summary>
    TResult Visit<TStep>()
        where TStep : struct, ICouplingStep<V>;
}

/// <summary>One step of a coupling, over memory laid out as consecutive <typeparamref name="V"/>s.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface ICouplingStep<V>
    where V : struct, IValue<V>
{
    /// <summary>Number of state variables.</summary>
    static abstract int States { get; }

    /// <summary>Number of constants.</summary>
    static abstract int Constants { get; }

    /// <summary>Advances the terminals of a block of source neurons by one step.</summary>
    /// <param name="state">First of <see cref="States"/> values; updated.</param>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="source">Potential of the source neurons at the start of the step [mV].</param>
    /// <returns>The signal that their synapses read in this step.</returns>
    static abstract V Step(ref V state, ref readonly V constants, V source);

    /// <summary>The current through synapses of weight 1, one per target neuron of a block.</summary>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="signal">Signal of the source neurons.</param>
    /// <param name="membrane">Membrane potential of the target neurons at the start of the step [mV].</param>
    /// <returns>Current into the targets over the step, per unit of weight [mV, because a weight is a conductance].</returns>
    static abstract V Current(ref readonly V constants, V signal, V membrane);
}
