using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A receptor model as the engines see it: what becomes of arriving spikes before they act as a current on a neuron. Written by the source
/// generator for every <see cref="ReceptorAttribute"/> struct; nobody implements it by hand.
/// </summary>
public interface IReceptorModel
{
    /// <summary>What the model says of itself.</summary>
    ReceptorInfo Info { get; }

    /// <summary>The constants of a step, validated, in the order of the fields of <c>Constants&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    double[] LowerConstants(Time dt);

    /// <summary>The state that receptors start in, in the order of the fields of <c>State&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    double[] LowerInitialState(Time dt);

    /// <summary>Calls the visitor with the compiled step of this model over <typeparamref name="V"/>: the one virtual call at the edge.</summary>
    TResult Accept<V, TResult>(IReceptorVisitor<V, TResult> visitor)
        where V : struct, IValue<V>;
}

/// <summary>An engine that wants the compiled step of a receptor model.</summary>
/// <typeparam name="V">The numbers that the engine runs on.</typeparam>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface IReceptorVisitor<V, TResult>
    where V : struct, IValue<V>
{
    /// <summary>Receives the step as a type argument, so that loops around it are compiled for it.</summary>
    TResult Visit<TStep>()
        where TStep : struct, IReceptorStep<V>;
}

/// <summary>
/// One step of the receptors of one block of neurons, over memory laid out as consecutive <typeparamref name="V"/>s: the fields of the model's
/// state and constants in order.
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface IReceptorStep<V>
    where V : struct, IValue<V>
{
    /// <summary>Number of state variables.</summary>
    static abstract int States { get; }

    /// <summary>Number of constants.</summary>
    static abstract int Constants { get; }

    /// <summary>Advances the state by one step.</summary>
    /// <param name="state">First of <see cref="States"/> values; updated.</param>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="arriving">Sum of the weights of the spikes that arrive in this step.</param>
    /// <param name="membrane">Membrane potential at the start of the step [mV].</param>
    /// <returns>Mean current into the neuron over the step [pA].</returns>
    static abstract V Step(ref V state, ref readonly V constants, V arriving, V membrane);
}
