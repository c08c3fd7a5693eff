using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <content>Lanes: independent of each other and of their position, the same in every engine.</content>
public abstract partial class NeuronModelContract
{
    [Fact]
    public void Simd_does_not_depend_on_the_lane() => DoesNotDependOnTheLane<Simd, SimdLanes>();

    [Fact]
    public void SimdDouble_does_not_depend_on_the_lane() => DoesNotDependOnTheLane<SimdDouble, SimdDoubleLanes>();

    [Fact]
    public void Simd_lanes_do_not_influence_each_other() => LanesAreIndependent<Simd, SimdLanes>();

    [Fact]
    public void SimdDouble_lanes_do_not_influence_each_other() => LanesAreIndependent<SimdDouble, SimdDoubleLanes>();

    [Fact]
    public void Simd_step_equals_scalar_step() => StepEqualsScalarStep<Simd, SimdLanes>(FloatTolerance);

    [Fact]
    public void SimdDouble_step_equals_scalar_step() => StepEqualsScalarStep<SimdDouble, SimdDoubleLanes>(IsTranscendental ? 1e-12 : 0);

    [Fact]
    public void Simd_run_has_the_committed_bits() => Hash<Simd, SimdLanes>().ShouldBe(simd, $"0x{Hash<Simd, SimdLanes>():X16}");

    [Fact]
    public void SimdDouble_run_has_the_committed_bits() =>
        Hash<SimdDouble, SimdDoubleLanes>().ShouldBe(simdDouble, $"0x{Hash<SimdDouble, SimdDoubleLanes>():X16}");

    private void DoesNotDependOnTheLane<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        const int shift = 5;
        NeuronBlock<V, TLanes> block = Block<V, TLanes>(), rotated = Block<V, TLanes>();
        rotated.FirstLane = shift;
        for (int step = 0; step < 300; step++)
        {
            double[][] input = InputOf(step);
            Feed(block, input);
            Feed(rotated, [.. input.Select(lanes => Rotated(lanes, shift))]);
            double[] output = NeuronBlock<V, TLanes>.Unpack(block.Step());
            NeuronBlock<V, TLanes>.Unpack(rotated.Step()).ShouldBe(Rotated(output, shift), $"output of step {step}");
            for (int i = 0; i < block.State.Length; i++)
                rotated.GetState(i).ShouldBe(Rotated(block.GetState(i), shift), $"{Model.Info.States[i].Name} after step {step}");
        }
    }

    private void LanesAreIndependent<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        const int odd = 3;
        NeuronBlock<V, TLanes> block = Block<V, TLanes>(), other = Block<V, TLanes>();
        for (int step = 0; step < 300; step++)
        {
            double[][] input = InputOf(step);
            Feed(block, input);
            foreach (double[] lanes in input) lanes[odd] = (2 * lanes[odd]) + 1;
            Feed(other, input);
            block.Step();
            other.Step();
            for (int i = 0; i < block.State.Length; i++)
            {
                double[] before = block.GetState(i), after = other.GetState(i);
                before[odd] = after[odd];
                after.ShouldBe(before, $"{Model.Info.States[i].Name} after step {step}");
            }
        }
    }

    // Each step starts from the vector engine's state, so that the comparison is of one step and not of how errors grow.
    private void StepEqualsScalarStep<V, TLanes>(double tolerance)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = Block<V, TLanes>();
        NeuronBlock<Scalar, ScalarLanes>[] single = [.. Enumerable.Range(0, Lanes).Select(_ => Block<Scalar, ScalarLanes>())];
        for (int step = 0; step < 300; step++)
        {
            double[][] input = InputOf(step);
            Feed(block, input);
            for (int lane = 0; lane < Lanes; lane++)
            {
                single[lane].FirstLane = lane;
                Feed(single[lane], [.. input.Select(lanes => new[] { lanes[lane] })]);
                for (int i = 0; i < block.State.Length; i++) single[lane].SetState(i, [block.GetState(i)[lane]]);
            }

            double[] output = NeuronBlock<V, TLanes>.Unpack(block.Step());
            for (int lane = 0; lane < Lanes; lane++)
            {
                ShouldBeNear(output[lane], single[lane].Step().Number, tolerance, $"output of lane {lane}, step {step}");
                for (int i = 0; i < block.State.Length; i++)
                {
                    string name = $"{Model.Info.States[i].Name} of lane {lane} after step {step}";
                    ShouldBeNear(block.GetState(i)[lane], single[lane].State[i].Number, tolerance, name);
                }
            }
        }
    }

    private static void ShouldBeNear(double actual, double expected, double tolerance, string name)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)))) actual.ShouldBe(expected, name);
    }

    // A hash over the bits of every state variable and output of every step. Adding zero makes one zero of the two.
    private ulong Hash<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = Block<V, TLanes>();
        ulong hash = 0;
        double spikes = 0;
        for (int step = 0; step < 200; step++)
        {
            Feed(block, InputOf(step));
            double[] output = NeuronBlock<V, TLanes>.Unpack(block.Step());
            spikes += output.Sum(Math.Abs);
            foreach (double number in output.Concat(Enumerable.Range(0, block.State.Length).SelectMany(block.GetState)))
                hash = Mix.Bits(hash ^ BitConverter.DoubleToUInt64Bits(number + 0.0));
        }

        spikes.ShouldBeGreaterThan(0, "a run without a spike would pin too little");
        return hash;
    }
}
