using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Analysis.Energy;

/// <summary>
/// The arithmetic of one step of one neuron, found by running the model's own definition over expressions in place of numbers. What the kind of model makes constant is
/// folded, as a chip built for it would: nothing is added to 0, multiplied with 0 or with a switch that is on, and what nobody needs is not computed. Parameters are numbers like any
/// others, except those that are 0.
/// </summary>
/// <param name="Adds">Additions and subtractions.</param>
/// <param name="Multiplies">Multiplications.</param>
/// <param name="Divides">Divisions.</param>
/// <param name="Compares">Comparisons, the threshold test and choices of the smaller or larger among them.</param>
/// <param name="Functions">Exponentials, logarithms, roots and angles.</param>
/// <param name="States">State variables.</param>
public readonly record struct StepOperations(int Adds, int Multiplies, int Divides, int Compares, int Functions, int States)
{
    /// <summary>Additions, subtractions, multiplications and divisions: what NeuroBench calls the operations of a neuron. For the leaky neuron these are the harness's own 4.</summary>
    public int Arithmetic => Adds + Multiplies + Divides;

    /// <summary>Counts the operations of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dt">Length of a step; 1 ms where left out. Models that count in steps do not use it.</param>
    public static StepOperations Of(INeuronModel model, Time? dt = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Time step = dt ?? Time.FromValue(1);
        double[] constants = model.LowerConstants(step);
        return model.Accept<Expression, StepOperations>(new Visitor(constants, Adjustable(model, step, constants)));
    }

    // Which constants a small change of a parameter changes: the others are switches.
    private static bool[] Adjustable(INeuronModel model, Time dt, double[] constants)
    {
        double[] numbers = new double[model.Info.Parameters.Count], other = new double[constants.Length];
        model.CopyParameters(numbers);
        bool[] adjustable = new bool[constants.Length];
        for (int p = 0; p < numbers.Length; p++)
        {
            foreach (double factor in (ReadOnlySpan<double>)[1 + 1e-3, 1 - 1e-3])
            {
                double[] changed = [.. numbers];
                changed[p] *= factor;
                try
                {
                    model.LowerConstants(changed, dt, other);
                }
                catch (ArgumentException)
                {
                    // Out of the parameter's range: the change the other way is within it.
                    continue;
                }

                for (int i = 0; i < other.Length; i++) adjustable[i] |= !other[i].Equals(constants[i]);
            }
        }

        return adjustable;
    }

    private sealed class Visitor(double[] lowered, bool[] adjustable) : INeuronVisitor<Expression, StepOperations>
    {
        public StepOperations Visit<TStep>()
            where TStep : struct, INeuronStep<Expression>
        {
            using ExpressionGraph graph = ExpressionGraph.Begin();
            Expression[] states = Variables(TStep.States), inputs = Variables(TStep.Ports), constants = new Expression[Math.Max(1, lowered.Length)];
            for (int i = 0; i < lowered.Length; i++) constants[i] = adjustable[i] && lowered[i] != 0 ? graph.Parameter() : Expression.Constant(lowered[i]);
            Draws draws = default;
            Expression spike = TStep.Step(ref states[0], in constants[0], in inputs[0], ref draws);
            return graph.Count(spike, states.AsSpan(0, TStep.States)) with { States = TStep.States };

            Expression[] Variables(int count)
            {
                var variables = new Expression[Math.Max(1, count)];
                for (int i = 0; i < count; i++) variables[i] = graph.Variable();
                return variables;
            }
        }
    }

    private struct Draws : IDraws<Expression>
    {
        public readonly Expression Uniform() => ExpressionGraph.Current.Variable();
    }
}
