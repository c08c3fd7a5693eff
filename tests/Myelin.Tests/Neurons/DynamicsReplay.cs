using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>Runs our model from the first row of a solution and compares every variable at every later row, and when it crosses the threshold.</summary>
internal sealed class DynamicsReplay(ReferenceCase reference, GoldenDynamics golden)
{
    private readonly INeuronModel model = golden.Build(reference.Parameters);
    private readonly IReadOnlyDictionary<string, double[]> table = reference.Table(golden.Table);

    public INeuronModel Model => model;

    public ReplayResult InDouble() => Run<SimdDouble, SimdDoubleLanes>(golden.Until);

    public ReplayResult InSingle() => Run<Simd, SimdLanes>(golden.FloatUntil);

    private ReplayResult Run<V, TLanes>(double until)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        double[] times = table[golden.Time];
        int Row(int row) => (int)Math.Round(times[row] / golden.Dt);
        NeuronBlock<V, TLanes> block = NeuronBlock<V, TLanes>.Of(model, golden.Dt * Syntax.ms);
        int[] states = [.. golden.Compared.Select(c => block.StateIndex(c.State))];
        foreach ((string state, string column) in golden.Compared.Concat(golden.Started)) block.State[block.StateIndex(state)] = V.Constant(table[column][0]);
        double[][] ours = [.. states.Select(_ => new double[times.Length])];
        List<int> spikes = [];
        int last = Array.FindLastIndex(times, t => t <= until), next = 0;
        for (int step = Row(0); next <= last; step++)
        {
            if (step == Row(next))
            {
                for (int i = 0; i < states.Length; i++) ours[i][next] = block.GetState(states[i])[0];
                next++;
            }

            double current = golden.Current((step + 0.5) * golden.Dt);
            block.Input[block.PortIndex("Current")] = V.Constant(current);
            if (NeuronBlock<V, TLanes>.Unpack(block.Step())[0] != 0) spikes.Add(step + 1);
        }

        return new([.. golden.Compared.Select((c, i) => Deviation(ours[i], table[c.Column], last))], SpikeShift(spikes, last), last);
    }

    private static VariableDeviation Deviation(double[] ours, double[] theirs, int last)
    {
        double absolute = 0, relative = 0;
        int worst = 0;
        for (int row = 0; row <= last; row++)
        {
            double difference = Math.Abs(ours[row] - theirs[row]);
            absolute = Math.Max(absolute, difference);
            if (!(difference / Math.Max(1, Math.Abs(theirs[row])) <= relative)) (relative, worst) = (difference / Math.Max(1, Math.Abs(theirs[row])), row);
        }

        return new(absolute, relative, worst);
    }

    // A crossing at time t falls into the step that ends at the next multiple of dt.
    private int? SpikeShift(List<int> ours, int last)
    {
        double[] times = table[golden.Time];
        int[]? expected = reference.Has("spikes") ? [.. reference.Table("spikes")["t_ms"].Where(t => t <= times[last]).Select(t => (int)Math.Ceiling(t / golden.Dt))]
            : golden.Spikes is { } rows ? [.. rows(table[golden.Compared[0].Column]).Where(row => row <= last)]
            : null;
        if (expected is null) return 0;
        int end = (int)Math.Round(times[last] / golden.Dt);
        int[] found = [.. ours.Where(step => step <= end)];
        return found.Length == expected.Length ? found.Zip(expected, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max() : null;
    }
}
