using Myelin.Neurons;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>The step of one neuron with the derivative in one direction.</summary>
/// <typeparam name="TStep">The model.</typeparam>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
internal sealed class TangentStep<TStep, TSurrogate> : ITangentStep
    where TStep : struct, INeuronStep<Dual<Scalar, Tangent<Scalar>, TSurrogate>>
    where TSurrogate : struct, ISurrogate
{
    private readonly Dual<Scalar, Tangent<Scalar>, TSurrogate>[] memory = new Dual<Scalar, Tangent<Scalar>, TSurrogate>[TStep.States + 1];
    private readonly Dual<Scalar, Tangent<Scalar>, TSurrogate>[] ports = new Dual<Scalar, Tangent<Scalar>, TSurrogate>[Math.Max(1, TStep.Ports)];

    public int States => TStep.States;

    public int Ports => TStep.Ports;

    public bool IsStochastic => TStep.IsStochastic;

    public (double Emitted, double Tangent) Step(double[] constants, double[] state, double[] tangent, double input, double inputTangent)
    {
        Dual<Scalar, Tangent<Scalar>, TSurrogate>[] numbers = [.. constants.Append(0).Select(c => Of(c, 0))];
        for (int s = 0; s < TStep.States; s++) memory[s] = Of(state[s], tangent[s]);
        Array.Clear(ports);
        ports[0] = Of(input, inputTangent);
        Halves draws = default;
        Dual<Scalar, Tangent<Scalar>, TSurrogate> emitted = TStep.Step(ref memory[0], in numbers[0], in ports[0], ref draws);
        for (int s = 0; s < TStep.States; s++) (state[s], tangent[s]) = (memory[s].Real.Number, memory[s].Tangent.Value.Number);
        return (emitted.Real.Number, emitted.Tangent.Value.Number);
    }

    private static Dual<Scalar, Tangent<Scalar>, TSurrogate> Of(double number, double tangent) => new(new Scalar(number), new(new Scalar(tangent)));

    // Only whether a model draws is asked of those that do.
    private readonly struct Halves : IDraws<Dual<Scalar, Tangent<Scalar>, TSurrogate>>
    {
        public Dual<Scalar, Tangent<Scalar>, TSurrogate> Uniform() => Of(0.5, 0);
    }
}
