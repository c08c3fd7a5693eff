using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Generators.Tests;

/// <summary>One step of a model through the door that engines use, on plain doubles.</summary>
/// <param name="State">The state; the step updates it.</param>
/// <param name="Constants">The constants.</param>
/// <param name="Input">The input.</param>
internal sealed record Stepped(double[] State, double[] Constants, double[] Input) : INeuronVisitor<Scalar, Stepped.Outcome>
{
    public Outcome Visit<TStep>()
        where TStep : struct, INeuronStep<Scalar>
    {
        Scalar[] state = Values(State), constants = Values(Constants), input = Values(Input);
        Sequence draws = default;
        double output = TStep.Step(ref state[0], ref constants[0], ref input[0], ref draws).Number;
        for (int i = 0; i < State.Length; i++) State[i] = state[i].Number;
        return new(output, TStep.States, TStep.Constants, TStep.Ports, TStep.IsStochastic, state[^1].Number);
    }

    // One number more than the model has, to see that the step leaves it alone.
    private static Scalar[] Values(double[] numbers) => [.. numbers.Select(n => new Scalar(n)), new Scalar(-99)];

    /// <summary>What a step gave.</summary>
    internal sealed record Outcome(double Output, int States, int Constants, int Ports, bool IsStochastic, double Behind);

    private struct Sequence : IDraws<Scalar>
    {
        private int drawn;

        public Scalar Uniform() => new(0.25 * ++drawn);
    }
}
