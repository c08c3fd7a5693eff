using System.Runtime.InteropServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Experiments.Models;

/// <summary>One neuron stepped by hand in double precision, for maps of its behaviour that no run of a network gives.</summary>
internal abstract class SingleNeuron
{
    private static readonly Maker Made = new();

    /// <summary>A neuron of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="input">What arrives at the stimulated port in every step.</param>
    /// <param name="seed">The seed of its random numbers.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static SingleNeuron Of(INeuronModel model, Time dt, double input, ulong seed)
    {
        SingleNeuron neuron = model.Accept(Made);
        neuron.Seed = seed;
        neuron.SetUp(model, dt, input);
        return neuron;
    }

    /// <summary>The seed of the random numbers.</summary>
    protected ulong Seed { get; private set; }

    /// <summary>Takes one step from a state.</summary>
    /// <param name="state">The state; updated.</param>
    /// <param name="step">The number of the step, which names its random numbers.</param>
    /// <returns>What the neuron emits.</returns>
    public abstract double Step(Span<double> state, long step);

    /// <summary>Changes what arrives at the stimulated port in every step, in its unit; nothing happens where the model has none.</summary>
    public abstract void SetInput(double input);

    private protected abstract void SetUp(INeuronModel model, Time dt, double input);

    private sealed class Maker : INeuronVisitor<Scalar, SingleNeuron>
    {
        public SingleNeuron Visit<TStep>()
            where TStep : struct, INeuronStep<Scalar> => new Compiled<TStep>();
    }

    private sealed class Compiled<TStep> : SingleNeuron
        where TStep : struct, INeuronStep<Scalar>
    {
        // One more than needed each, so that the first can be referred to where a model has none.
        private readonly Scalar[] constants = new Scalar[TStep.Constants + 1];
        private readonly Scalar[] ports = new Scalar[TStep.Ports + 1];
        private readonly Scalar[] now = new Scalar[TStep.States + 1];
        private int stimulated = TStep.Ports;

        public override double Step(Span<double> state, long step)
        {
            MemoryMarshal.Cast<double, Scalar>(state[..TStep.States]).CopyTo(now);
            ScalarDraws draws = TStep.IsStochastic ? ScalarDraws.Open(Seed, 0, step, 0) : default;
            double emitted = TStep.Step(ref now[0], in constants[0], in ports[0], ref draws).Number;
            MemoryMarshal.Cast<Scalar, double>(now.AsSpan(0, TStep.States)).CopyTo(state);
            return emitted;
        }

        public override void SetInput(double input) => ports[stimulated] = new Scalar(input);

        private protected override void SetUp(INeuronModel model, Time dt, double input)
        {
            double[] numbers = model.LowerConstants(dt);
            for (int i = 0; i < numbers.Length; i++)
                constants[i] = new Scalar(numbers[i]);
            if (StimulatedPort.Of(model.Info) is { } port)
                stimulated = model.Info.Ports.ToList().IndexOf(port);
            SetInput(input);
        }
    }
}
