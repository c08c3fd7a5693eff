using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Tests.Neurons;

/// <content>Derivatives: the dual engine against finite differences.</content>
public abstract partial class NeuronModelContract
{
    /// <summary>State variables that count steps or switch: the step has no derivative in their direction.</summary>
    protected virtual IReadOnlyList<string> Discrete => ["Hold"];

    /// <summary>Largest error of a derivative, relative to the larger of 1 and the derivative; the finite difference sets it.</summary>
    protected virtual double GradientTolerance => 1e-6;

    [Fact]
    public void Tangents_equal_finite_differences()
    {
        NeuronBlock<SimdDouble, SimdDoubleLanes> run = Block<SimdDouble, SimdDoubleLanes>();
        if (run.IsStochastic) return;
        int compared = 0;
        for (int step = 0; step < 100; step++)
        {
            double[][] input = InputOf(step);
            Feed(run, input);
            double[][] state = [.. Enumerable.Range(0, run.State.Length).Select(run.GetState)];
            if (step % 9 == 0)
            {
                for (int i = 0; i < state.Length; i++)
                {
                    if (!Discrete.Contains(Model.Info.States[i].Name)) compared += CompareDirection(state, input, state[i], $"d/d{Model.Info.States[i].Name}");
                }

                for (int i = 0; i < input.Length; i++) compared += CompareDirection(state, input, input[i], $"d/d{Model.Info.Ports[i].Name}");
            }

            run.Step();
        }

        if (run.State.Length > 0) compared.ShouldBeGreaterThan(100, "too few steps without a spike to compare");
    }

    // The direction is one of the arrays in state or input; lanes that spike, or would after a small change, are left out.
    private int CompareDirection(double[][] state, double[][] input, double[] direction, string name)
    {
        double[] kept = [.. direction], width = [.. kept.Select(x => 1e-5 * Math.Max(1, Math.Abs(x)))];
        (double[][] tangent, double[] spikes) = Tangents(state, input, direction);
        double[][] up = Shifted(1), down = Shifted(-1);
        Array.Copy(kept, direction, Lanes);
        int compared = 0;
        for (int lane = 0; lane < Lanes; lane++)
        {
            if (!IsGraded && (spikes[lane] != 0 || up[^1][lane] != 0 || down[^1][lane] != 0)) continue;
            for (int i = 0; i < state.Length; i++)
            {
                double difference = (up[i][lane] - down[i][lane]) / (2 * width[lane]);
                ShouldBeNear(tangent[i][lane], difference, GradientTolerance, $"{name} of {Model.Info.States[i].Name}, lane {lane}");
                compared++;
            }
        }

        return compared;

        double[][] Shifted(int sign)
        {
            for (int lane = 0; lane < Lanes; lane++) direction[lane] = kept[lane] + (sign * width[lane]);
            NeuronBlock<SimdDouble, SimdDoubleLanes> block = Block<SimdDouble, SimdDoubleLanes>();
            for (int i = 0; i < state.Length; i++) block.SetState(i, state[i]);
            Feed(block, input);
            double[] output = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step());
            return [.. Enumerable.Range(0, state.Length).Select(block.GetState), output];
        }
    }

    private (double[][] Tangent, double[] Spikes) Tangents(double[][] state, double[][] input, double[] direction)
    {
        NeuronBlock<Dual<SimdDouble, Tangent<SimdDouble>, NoSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, NoSurrogate>> block =
            Block<Dual<SimdDouble, Tangent<SimdDouble>, NoSurrogate>, DualLanes<SimdDouble, SimdDoubleLanes, NoSurrogate>>();
        for (int i = 0; i < state.Length; i++) block.State[i] = Seeded(state[i]);
        for (int i = 0; i < input.Length; i++) block.Input[i] = Seeded(input[i]);
        double[] spikes = NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(block.Step().Real);
        return ([.. block.State.Select(s => NeuronBlock<SimdDouble, SimdDoubleLanes>.Unpack(s.Tangent.Value))], spikes);

        Dual<SimdDouble, Tangent<SimdDouble>, NoSurrogate> Seeded(double[] lanes) =>
            new(SimdDoubleLanes.Pack(lanes), new(ReferenceEquals(lanes, direction) ? SimdDouble.One : SimdDouble.Zero));
    }

    /// <summary>A spike without a derivative: what remains is the true derivative of the step between spikes.</summary>
    internal readonly struct NoSurrogate : ISurrogate
    {
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.Zero;
    }
}
