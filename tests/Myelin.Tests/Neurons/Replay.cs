using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>
/// Runs our model on the input of a case and compares every variable in every step, and the spikes. Step k leads from k dt to (k + 1) dt;
/// it gets the current of row k and the spikes that arrive at (k + 1) dt, because NEST counts those into the state at its end.
/// </summary>
internal sealed class Replay
{
    private readonly ReferenceCase reference;
    private readonly GoldenModel golden;
    private readonly INeuronModel model;
    private readonly int steps;
    private readonly double[]? current;
    private readonly ILookup<int, (string Port, double Number)> arrivals;
    private readonly int[] expectedSpikes;
    private readonly IReadOnlyDictionary<string, double[]> trace;
    private readonly int[] traceSteps;

    public Replay(ReferenceCase reference, GoldenModel golden)
    {
        this.reference = reference;
        this.golden = golden;
        model = golden.Build(reference.Parameters);
        trace = reference.Table("trace");
        traceSteps = [.. trace["t_ms"].Select(Step)];
        steps = traceSteps[^1];
        current = reference.Has("input_current") ? reference.Table("input_current")["I_pA"] : null;

        // A spike between two points of the grid falls into the step that ends at the second; one on the grid ends its own.
        expectedSpikes = [.. reference.Table("spikes")["t_ms"].Select(t => (int)Math.Ceiling((t / reference.Dt) - 1e-6))];
        arrivals = Arrivals().ToLookup(a => a.Step, a => a.What);
    }

    public ReplayResult InDouble() => Run<SimdDouble, SimdDoubleLanes>();

    public ReplayResult InSingle() => Run<Simd, SimdLanes>();

    private int Step(double time) => (int)Math.Round(time / reference.Dt);

    private IEnumerable<(int Step, (string Port, double Number) What)> Arrivals()
    {
        if (!reference.Has("input_spikes")) yield break;
        IReadOnlyDictionary<string, double[]> spikes = reference.Table("input_spikes");
        for (int i = 0; i < spikes["t_arrive_ms"].Length; i++)
            yield return (Step(spikes["t_arrive_ms"][i]), golden.Spike((int)spikes["receptor"][i], spikes["weight"][i]));
    }

    private ReplayResult Run<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = NeuronBlock<V, TLanes>.Of(model, reference.Dt * Syntax.ms);
        int[] states = [.. golden.Compared.Select(c => block.StateIndex(c.State))];
        for (int i = 0; i < states.Length; i++)
        {
            if (reference.InitialState.Has(golden.Compared[i].Column)) block.State[states[i]] = V.Constant(reference.InitialState[golden.Compared[i].Column]);
        }

        List<int> spikes = [];
        double[][] ours = [.. states.Select(_ => new double[steps + 1])], derived = [.. golden.Derived.Select(_ => new double[steps + 1])];
        for (int step = 1; step <= steps; step++)
        {
            Array.Clear(block.Input);
            if (current is not null) block.Input[block.PortIndex(golden.Current)] = V.Constant(current[step - 1]);
            foreach (IGrouping<string, double> port in arrivals[step].GroupBy(a => a.Port, a => a.Number))
                block.Input[block.PortIndex(port.Key)] += V.Constant(port.Sum());
            if (NeuronBlock<V, TLanes>.Unpack(block.Step())[0] != 0) spikes.Add(step);
            for (int i = 0; i < states.Length; i++) ours[i][step] = block.GetState(states[i])[0];
            for (int i = 0; i < derived.Length; i++)
                derived[i][step] = golden.Derived[i].Of(reference.Parameters, name => block.GetState(block.StateIndex(name))[0]);
        }

        int together = Together(spikes);
        return new(
            [
                .. golden.Compared.Select((c, i) => Deviation(ours[i], Column(c.Column), together)),
                .. golden.Derived.Select((d, i) => Deviation(derived[i], Column(d.Column), together)),
            ],
            SpikeShift(spikes),
            together);
    }

    // A column with a minus before its name is one that the other program counts the other way round.
    private double[] Column(string name) => name[0] == '-' ? [.. trace[name[1..]].Select(x => -x)] : trace[name];

    // A reset in another step makes any comparison of a variable in that step meaningless: from there on, only spikes are compared.
    private int Together(List<int> spikes)
    {
        for (int i = 0; i < Math.Min(spikes.Count, expectedSpikes.Length); i++)
        {
            if (spikes[i] != expectedSpikes[i]) return Math.Min(spikes[i], expectedSpikes[i]) - 1;
        }

        return steps;
    }

    private VariableDeviation Deviation(double[] ours, double[] theirs, int together)
    {
        double absolute = 0;
        List<(double Relative, int Step)> deviations = [];
        for (int row = 0; row < theirs.Length && traceSteps[row] <= together; row++)
        {
            double difference = Math.Abs(ours[traceSteps[row]] - theirs[row]);
            double relative = difference / Math.Max(1, Math.Abs(theirs[row]));
            absolute = Math.Max(absolute, difference);
            deviations.Add((double.IsNaN(relative) ? double.PositiveInfinity : relative, traceSteps[row]));
        }

        deviations.Sort();
        return new(absolute, deviations[^1].Relative, deviations[^1].Step) { Usual = deviations[(int)(0.99 * (deviations.Count - 1))].Relative };
    }

    private int? SpikeShift(List<int> ours)
    {
        int[] expected = [.. expectedSpikes.Where(s => s <= steps)];
        return ours.Count == expected.Length ? ours.Zip(expected, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max() : null;
    }
}

/// <summary>How far a run was from the reference.</summary>
/// <param name="Variables">The deviation of each compared variable; the membrane potential first.</param>
/// <param name="SpikeShift">The largest shift of a spike in steps; null where the numbers of spikes differ.</param>
/// <param name="Together">The last step before the first shifted spike: the variables are compared up to it.</param>
internal sealed record ReplayResult(VariableDeviation[] Variables, int? SpikeShift, int Together);

/// <summary>The largest deviation of a variable.</summary>
/// <param name="Absolute">In its unit.</param>
/// <param name="Relative">Relative to the larger of 1 and the number.</param>
/// <param name="WorstStep">The step in which the relative deviation is largest.</param>
internal sealed record VariableDeviation(double Absolute, double Relative, int WorstStep)
{
    /// <summary>The relative deviation that 99 % of the steps do not exceed.</summary>
    public double Usual { get; init; }
}
