using Myelin.Neurons;
using Myelin.Tests.Reference;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>Spikes between the points of the grid: their times against NEST, and against the closed form for every step.</summary>
public sealed class PreciseTimeTests
{
    [Theory]
    [InlineData("iaf_psc_exp_ps_noise")]
    [InlineData("iaf_psc_exp_ps_step")]
    [InlineData("iaf_psc_alpha_ps_noise")]
    [InlineData("iaf_psc_alpha_ps_step")]
    [InlineData("iaf_psc_delta_ps_noise")]
    [InlineData("iaf_psc_delta_ps_step")]
    public void Times_are_those_of_the_reference(string name)
    {
        ReferenceCase reference = ReferenceCase.Open(GoldenNeuronTests.Section, name);
        double[] current = reference.Table("input_current")["I_pA"], expected = reference.Table("spikes")["t_ms"];
        NeuronBlock<Scalar, ScalarLanes> block = NeuronBlock<Scalar, ScalarLanes>.Of(GoldenModels.Of(reference).Build(reference.Parameters), reference.Dt * Syntax.ms);
        block.State[block.StateIndex("U")] = new(reference.InitialState["V_m"]);
        double[] times = [.. Times(block, reference.Dt, step => current[step], current.Length)];
        times.Length.ShouldBe(expected.Length);
        for (int i = 0; i < times.Length; i++) times[i].ShouldBe(expected[i], 1e-9, $"spike {i}");
    }

    // From reset, 450 pA drive 250 pF with 10 ms to 18 mV above rest: the threshold is 15 mV up.
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.7)]
    public void Constant_input_gives_the_same_rate_for_every_step(double dt)
    {
        NeuronBlock<Scalar, ScalarLanes> block = NeuronBlock<Scalar, ScalarLanes>.Of(new LifExpPrecise { Bias = 450 * Syntax.pA }, dt * Syntax.ms);
        double[] times = [.. Times(block, dt, _ => 0, (int)(300 / dt))];
        double rise = 10 * Math.Log(18.0 / 3);
        for (int i = 0; i < times.Length; i++) times[i].ShouldBe(rise + (i * (rise + 2)), 1e-9, $"spike {i}");
    }

    // A strong synaptic current bends the potential within a step; the crossing must be where it would be on a fine grid.
    [Fact]
    public void A_crossing_under_a_synaptic_current_is_where_a_fine_grid_has_it()
    {
        double coarse = First(0.5), fine = First(0.001);
        coarse.ShouldBe(fine, 1e-9);

        static double First(double dt)
        {
            LifExpPrecise model = new() { TauSynE = 0.4 * Syntax.ms, Capacitance = 100 * Syntax.pF };
            NeuronBlock<Scalar, ScalarLanes> block = NeuronBlock<Scalar, ScalarLanes>.Of(model, dt * Syntax.ms);
            block.State[block.StateIndex("Ie")] = new(8000);
            return Times(block, dt, _ => 0, (int)(3 / dt)).First();
        }
    }

    private static IEnumerable<double> Times(NeuronBlock<Scalar, ScalarLanes> block, double dt, Func<int, double> current, int steps)
    {
        int ahead = block.StateIndex("Ahead"), port = block.PortIndex("Current");
        for (int step = 0; step < steps; step++)
        {
            block.Input[port] = new(current(step));
            if (block.Step().Number != 0) yield return ((step + 1) * dt) - block.State[ahead].Number;
        }
    }
}
