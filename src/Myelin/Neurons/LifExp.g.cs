// What the generator writes for LifExp; kept by hand only until the generator exists.
using System.Runtime.CompilerServices;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Neurons;

public readonly partial record struct LifExp : INeuronModel
{
    private static readonly NeuronInfo info = new(
        "LifExp",
        "summary", "equation", "source",
        [
            new ParameterInfo("TauM", "ms", new LifExp().TauM.Value, "> 0", "Membrane time constant."),
        ],
        [new VariableInfo("U", "mV", "Membrane potential."), new VariableInfo("Ie", "pA", ""), new VariableInfo("Ii", "pA", ""), new VariableInfo("Hold", "", "")],
        [new VariableInfo("Excitatory", "pA", ""), new VariableInfo("Inhibitory", "pA", ""), new VariableInfo("Current", "pA", "")]);

    /// <inheritdoc/>
    public NeuronInfo Info => info;

    /// <inheritdoc/>
    double[] INeuronModel.LowerConstants(Time dt)
    {
        // range checks of every parameter come here
        Constants<double> constants = Lower(dt);
        return System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Constants<double>, double>(ref constants), 10).ToArray();
    }

    /// <inheritdoc/>
    double[] INeuronModel.LowerInitialState(Time dt)
    {
        State<double> state = Initial(dt);
        return System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<State<double>, double>(ref state), 4).ToArray();
    }

    /// <inheritdoc/>
    TResult INeuronModel.Accept<V, TResult>(INeuronVisitor<V, TResult> visitor) => visitor.Visit<Stepper<V>>();

    private readonly struct Stepper<V> : INeuronStep<V>
        where V : struct, IValue<V>
    {
        public static int States => 4;

        public static int Constants => 10;

        public static int Ports => 3;

        public static bool IsStochastic => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Step<TDraws>(ref V state, ref readonly V constants, ref readonly V input, ref TDraws draws)
            where TDraws : struct, IDraws<V>
        {
            ref State<V> memory = ref Unsafe.As<V, State<V>>(ref state);
            State<V> local = memory;
            V output = LifExp.Step(
                ref local,
                in Unsafe.As<V, Constants<V>>(ref Unsafe.AsRef(in constants)),
                in Unsafe.As<V, Input<V>>(ref Unsafe.AsRef(in input)));
            memory = local;
            return output;
        }
    }
}
