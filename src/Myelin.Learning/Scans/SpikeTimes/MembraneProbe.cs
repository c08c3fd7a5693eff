using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;
using Myelin.Values.Surrogates;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>What a model is found to do by asking it: which variable is its membrane, how that answers a spike, and whether it is held afterwards.</summary>
internal sealed class MembraneProbe
{
    // Jumps that double until the neuron spikes.
    private const int Pushes = 60;

    private readonly ITangentStep distance;
    private readonly ITangentStep held;
    private readonly double[] constants;
    private readonly double[] rest;

    private MembraneProbe(INeuronModel model, Time dt)
    {
        distance = model.Accept<Dual<Scalar, Tangent<Scalar>, StraightThrough>, ITangentStep>(new Visitor<StraightThrough>());
        held = model.Accept<Dual<Scalar, Tangent<Scalar>, NoDerivative>, ITangentStep>(new Visitor<NoDerivative>());
        constants = model.LowerConstants(dt);
        rest = model.LowerInitialState(dt);
        double[] slopes = Slopes(rest);
        bool isGraded = Enumerable.Range(0, held.States).Any(s => held.Step(constants, [.. rest], Along(s), 0, 0).Tangent != 0);
        HasThreshold = !held.IsStochastic && !isGraded && (slopes.Any(s => s != 0) || DistanceAfterInput(rest) != 0);
        Membrane = HasThreshold ? FindMembrane(slopes) : -1;
        Spiked = HasThreshold ? Push() : null;
        Response = HasThreshold ? Answer() : [];
    }

    /// <summary>Whether the step draws random numbers.</summary>
    public bool IsStochastic => held.IsStochastic;

    /// <summary>Whether anything that arrives or is remembered moves something towards a threshold.</summary>
    public bool HasThreshold { get; }

    /// <summary>Which state variable is compared with the threshold; -1 where none is.</summary>
    public int Membrane { get; }

    /// <summary>The distance from threshold after a jump at the first port, in the step that it arrives in and the next four.</summary>
    public double[] Response { get; }

    /// <summary>The state behind a spike; null where no jump made the neuron spike.</summary>
    public double[]? Spiked { get; }

    /// <summary>Whether, behind a spike, variables that moved the membrane at rest no longer do.</summary>
    public bool IsHeldAfterSpike => Spiked is not null && Slopes(rest).Zip(Slopes(Spiked)).Any(s => s.First != 0 && s.Second == 0);

    /// <summary>Asks a model.</summary>
    public static MembraneProbe Of(INeuronModel model, Time dt) => new(model, dt);

    // The gradient of the distance from threshold with respect to every state variable.
    private double[] Slopes(double[] state) => [.. Enumerable.Range(0, distance.States).Select(s => distance.Step(constants, [.. state], Along(s), 0, 0).Tangent)];

    private double DistanceAfterInput(double[] state) => distance.Step(constants, [.. state], new double[rest.Length], 0, 1).Tangent;

    // The variable that moves as the distance from threshold does, whatever moves it.
    private int FindMembrane(double[] slopes)
    {
        double input = DistanceAfterInput(rest);
        double[][] rows = [.. Enumerable.Range(0, held.States).Select(s => After(Along(s), 0))];
        double[] driven = After(new double[rest.Length], 1);
        for (int m = 0; m < held.States; m++)
        {
            bool same = Math.Abs(driven[m] - input) <= 1e-12 * Math.Abs(input);
            for (int s = 0; s < held.States && same; s++) same = Math.Abs(rows[s][m] - slopes[s]) <= 1e-12 * Math.Abs(slopes[s]);
            if (same) return m;
        }

        return -1;
    }

    private double[] After(double[] tangent, double inputTangent)
    {
        held.Step(constants, [.. rest], tangent, 0, inputTangent);
        return tangent;
    }

    private double[]? Push()
    {
        double[] state = [.. rest], still = new double[rest.Length];
        double push = 1;
        for (int i = 0; i < Pushes; i++, push *= 2)
        {
            if (held.Step(constants, state, still, push, 0).Emitted != 0) return state;
        }

        return null;
    }

    private double[] Answer()
    {
        double[] response = new double[5], state = [.. rest], tangent = new double[rest.Length];
        for (int j = 0; j < response.Length; j++)
        {
            double arrives = j == 0 ? 1 : 0;
            response[j] = distance.Step(constants, [.. state], [.. tangent], 0, arrives).Tangent;
            held.Step(constants, state, tangent, 0, arrives);
        }

        return response;
    }

    private double[] Along(int variable)
    {
        double[] tangent = new double[rest.Length];
        tangent[variable] = 1;
        return tangent;
    }

    private sealed class Visitor<TSurrogate> : INeuronVisitor<Dual<Scalar, Tangent<Scalar>, TSurrogate>, ITangentStep>
        where TSurrogate : struct, ISurrogate
    {
        public ITangentStep Visit<TStep>()
            where TStep : struct, INeuronStep<Dual<Scalar, Tangent<Scalar>, TSurrogate>> => new TangentStep<TStep, TSurrogate>();
    }
}
