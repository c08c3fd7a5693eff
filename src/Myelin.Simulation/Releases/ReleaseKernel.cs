using Myelin.Quantities;
using Myelin.Simulation.Memory;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Releases;

/// <summary>The compiled step of a rule of release, for up to sixteen terminals at a time, in double precision.</summary>
internal abstract unsafe class ReleaseKernel : IDisposable
{
    /// <summary>Terminals in a call.</summary>
    public const int Lanes = 16;

    /// <summary>Number of state variables of a terminal.</summary>
    public abstract int States { get; }

    /// <summary>Whether the rule draws random numbers.</summary>
    public abstract bool IsStochastic { get; }

    /// <summary>The state before the first spike.</summary>
    public required double[] Initial { get; init; }

    /// <summary>One spike of some terminals.</summary>
    /// <param name="states">Where the state of each terminal lies: <see cref="States"/> numbers, updated.</param>
    /// <param name="intervals">Time since the spike before of each [ms].</param>
    /// <param name="released">Receives what each releases.</param>
    /// <param name="count">Number of terminals, at most <see cref="Lanes"/>.</param>
    /// <param name="draws">Random numbers of each.</param>
    public abstract void Release(double** states, double* intervals, double* released, int count, ref ReleaseDraws draws);

    public abstract void Dispose();

    /// <summary>Compiles a rule.</summary>
    public static ReleaseKernel Of(IReleaseModel rule, Time dt) => rule.Accept(new Builder(rule, dt));

    private sealed class Builder(IReleaseModel rule, Time dt) : IReleaseVisitor<SimdDouble, ReleaseKernel>
    {
        public ReleaseKernel Visit<TStep>()
            where TStep : struct, IReleaseStep<SimdDouble> => new Compiled<TStep>(rule.LowerConstants(dt)) { Initial = rule.LowerInitialState(dt) };
    }

    private sealed class Compiled<TStep> : ReleaseKernel
        where TStep : struct, IReleaseStep<SimdDouble>
    {
        private readonly NativeBuffer<SimdDouble> constants = new(TStep.Constants);

        public Compiled(double[] numbers)
        {
            for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = SimdDouble.Constant(numbers[i]);
        }

        public override int States => TStep.States;

        public override bool IsStochastic => TStep.IsStochastic;

        public override void Release(double** states, double* intervals, double* released, int count, ref ReleaseDraws draws)
        {
            SimdDouble* state = stackalloc SimdDouble[TStep.States + 2];
            SimdDouble* interval = state + TStep.States;

            // Lanes that stand for no terminal repeat the last one.
            for (int lane = 0; lane < Lanes; lane++)
            {
                int i = Math.Min(lane, count - 1);
                for (int v = 0; v < TStep.States; v++) ((double*)(state + v))[lane] = states[i][v];
                ((double*)interval)[lane] = intervals[i];
            }

            SimdDouble output = TStep.Step(ref *state, in *constants.Pointer, *interval, ref draws);
            interval[1] = output;
            for (int i = 0; i < count; i++)
            {
                for (int v = 0; v < TStep.States; v++) states[i][v] = ((double*)(state + v))[i];
                released[i] = ((double*)(interval + 1))[i];
            }
        }

        public override void Dispose() => constants.Dispose();
    }
}
