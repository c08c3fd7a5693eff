using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

/// <summary>
/// A neuron model as the engines see it: its metadata, its numbers, and a door through which an engine reaches the compiled step.
/// Written by the source generator for every <see cref="NeuronAttribute"/> struct; nobody implements it by hand.
/// </summary>
public interface INeuronModel
{
    /// <summary>What the model says of itself.</summary>
    NeuronInfo Info { get; }

    /// <summary>The constants of a step, validated, in the order of the fields of <c>Constants&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    double[] LowerConstants(Time dt);

    /// <summary>Writes the parameters as numbers, in their units and in the order of <see cref="NeuronInfo.Parameters"/>; a switch or a choice as its number.</summary>
    /// <param name="numbers">Receives them.</param>
    void CopyParameters(Span<double> numbers);

    /// <summary>As <see cref="LowerConstants(Time)"/> for other values of the parameters that take any number: those that are learnt. Allocates nothing.</summary>
    /// <param name="numbers">The parameters, as <see cref="CopyParameters"/> writes them; counts, switches and choices stay as they are.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="constants">Receives the constants.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range; the message names it, its value and what would be right.</exception>
    void LowerConstants(ReadOnlySpan<double> numbers, Time dt, Span<double> constants);

    /// <summary>The model with other values of the parameters that take any number.</summary>
    /// <param name="numbers">The parameters, as <see cref="CopyParameters"/> writes them; counts, switches and choices stay as they are.</param>
    INeuronModel With(ReadOnlySpan<double> numbers);

    /// <summary>The state a neuron starts in, in the order of the fields of <c>State&lt;V&gt;</c>.</summary>
    /// <param name="dt">Length of a step.</param>
    double[] LowerInitialState(Time dt);

    /// <summary>Calls the visitor with the compiled step of this model over <typeparamref name="V"/>: the one virtual call at the edge.</summary>
    TResult Accept<V, TResult>(INeuronVisitor<V, TResult> visitor)
        where V : struct, IValue<V>;
}

/// <summary>An engine that wants the compiled step of a model.</summary>
/// <typeparam name="V">The numbers that the engine runs on.</typeparam>
/// <typeparam name="TResult">What the engine makes of it.</typeparam>
public interface INeuronVisitor<V, TResult>
    where V : struct, IValue<V>
{
    /// <summary>Receives the step as a type argument, so that loops around it are compiled for it.</summary>
    TResult Visit<TStep>()
        where TStep : struct, INeuronStep<V>;
}

/// <summary>
/// One step of one block of neurons, over memory laid out as consecutive <typeparamref name="V"/>s: the fields of the model's state,
/// constants and input in order.
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface INeuronStep<V>
    where V : struct, IValue<V>
{
    /// <summary>Number of state variables.</summary>
    static abstract int States { get; }

    /// <summary>Number of constants.</summary>
    static abstract int Constants { get; }

    /// <summary>Number of input ports.</summary>
    static abstract int Ports { get; }

    /// <summary>Whether the step draws random numbers.</summary>
    static abstract bool IsStochastic { get; }

    /// <summary>Advances the state by one step.</summary>
    /// <param name="state">First of <see cref="States"/> values; updated.</param>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="input">First of <see cref="Ports"/> values: what arrived in this step.</param>
    /// <param name="draws">Random numbers, for a stochastic model.</param>
    /// <returns>What the neuron emits: 1 for a spike, 0 for none (a graded model emits any number).</returns>
    static abstract V Step<TDraws>(ref V state, ref readonly V constants, ref readonly V input, ref TDraws draws)
        where TDraws : struct, IDraws<V>;

    /// <summary>As <see cref="Step"/>, with the input taken from wherever the engine keeps it.</summary>
    /// <param name="state">First of <see cref="States"/> values; updated.</param>
    /// <param name="constants">First of <see cref="Constants"/> values.</param>
    /// <param name="ports">Asked once for every port, in order.</param>
    /// <param name="draws">Random numbers, for a stochastic model.</param>
    /// <returns>What the neuron emits.</returns>
    static abstract V StepFrom<TPorts, TDraws>(ref V state, ref readonly V constants, ref TPorts ports, ref TDraws draws)
        where TPorts : struct, IPorts<V>
        where TDraws : struct, IDraws<V>;
}

/// <summary>Where a step takes its input from, a port at a time.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface IPorts<V>
    where V : struct, IValue<V>
{
    /// <summary>What arrived at a port; an engine may forget it after this.</summary>
    V Take(int port);
}

/// <summary>The random numbers of one step of one block of neurons.</summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface IDraws<V>
    where V : struct, IValue<V>
{
    /// <summary>The next number, uniform in [0, 1), independent for every lane, step and call.</summary>
    V Uniform();
}
