using Myelin.Dynamics;
using Myelin.Neurons;

namespace Myelin.Tests.Dynamics;

/// <summary>What must hold of the systems beyond their reference numbers, and what they refuse.</summary>
public sealed class DynamicsTests
{
    [Fact]
    public void Mackey_Glass_converges_with_the_fourth_power_of_the_step()
    {
        MackeyGlass equation = new();
        double At(int perUnit) => equation.Solve(60 * perUnit, 1.0 / perUnit)[60 * perUnit];
        double exact = At(320);
        ((At(5) - exact) / (At(10) - exact)).ShouldBeInRange(10, 25);
    }

    [Fact]
    public void Mackey_Glass_without_feedback_decays() =>
        new MackeyGlass { Beta = 0, Delay = 1 }.Solve(100, 0.1)[100].ShouldBe(1.2 * Math.Exp(-1), 1e-9);

    [Fact]
    public void Lorenz_rests_at_its_fixed_points()
    {
        double c = Math.Sqrt(8.0 / 3 * 27);
        (double X, double Y, double Z) end = new Lorenz { Start = (c, c, 27) }.Solve(200, 0.01)[^1];
        end.X.ShouldBe(c, 1e-9);
        end.Z.ShouldBe(27, 1e-9);
    }

    [Fact]
    public void Two_Kuramoto_oscillators_lock_where_theory_says()
    {
        // The difference d obeys d' = w - K sin d.
        KuramotoNetwork network = new([0.3, -0.3], [0, 0], 1);
        network.Run(4000, 0.01);
        (network.Phases[0] - network.Phases[1]).ShouldBe(Math.Asin(0.6), 1e-9);
        network.Order.Coherence.ShouldBe(Math.Cos(Math.Asin(0.6) / 2), 1e-9);
    }

    [Fact]
    public void Updates_never_raise_the_energy_of_a_Hopfield_network()
    {
        var random = new Random(1);
        int[] Draw(int n) => [.. Enumerable.Range(0, n).Select(_ => (2 * random.Next(2)) - 1)];
        HopfieldNetwork network = new(Draw(7 * 40), 40);
        int[] state = Draw(40);
        double energy = network.Energy(state);
        for (int i = 0; i < 200; i++)
        {
            network.Sweep(state, [random.Next(40)]);
            double next = network.Energy(state);
            next.ShouldBeLessThanOrEqualTo(energy + 1e-12);
            energy = next;
        }

        network.Sweep(state, [.. Enumerable.Range(0, 40)]).ShouldBe(0);
    }

    [Fact]
    public void A_readout_recovers_a_target_that_is_linear_in_the_features()
    {
        var random = new Random(2);
        double[] Draw(int n, double size) => [.. Enumerable.Range(0, n).Select(_ => size * ((2 * random.NextDouble()) - 1))];
        EchoStateNetwork network = new(Draw(25, 0.4), Draw(10, 0.5), 0.7);
        double[] u = Draw(200, 1), states = network.Run(u), readout = Draw(7, 1);
        double[] target = network.Predict(u, states, readout), fitted = network.Fit(u, states, target, 20, 0);
        for (int i = 0; i < readout.Length; i++) fitted[i].ShouldBe(readout[i], 1e-7);
    }

    [Fact]
    public void An_echo_state_network_that_runs_freely_is_fed_its_own_predictions()
    {
        double[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(i => scale * Math.Sin(1 + (i * i * 0.7)))];
        EchoStateNetwork network = new(Draw(25, 0.4), Draw(10, 0.5), 0.7);
        double[] u = Draw(50, 0.5), readout = Draw(7, 0.3), states = network.Run(u);
        double[] free = network.Generate(states.AsSpan(states.Length - 5), 0.4, readout, 10);

        // The same, by running the whole series with the predictions behind it.
        double[] whole = [.. u, 0.4, .. free[..^1]];
        double[] again = network.Predict(whole, network.Run(whole), readout)[50..];
        for (int i = 0; i < free.Length; i++) free[i].ShouldBe(again[i], 1e-12);
        Should.Throw<ArgumentException>(() => network.Generate([1, 2], 0, readout, 1)).Message.ShouldContain("a state has 5 numbers, got 2");
        Should.Throw<ArgumentException>(() => network.Generate(states.AsSpan(0, 5), 0, [1], 1)).Message.ShouldContain("a readout has 7 weights, got 1");
    }

    [Fact]
    public void A_tree_of_compartments_is_solved()
    {
        // 0 has the children 1 and 2, 2 has 3; solution 1, 2, 3, 4.
        double[] links = [0, 0.5, 0.25, 1], diagonal = [3, 2, 4, 5], right = [3 - 1 - 0.75, 4 - 0.5, 12 - 0.25 - 4, 20 - 3];
        HinesSolver.Solve([-1, 0, 0, 2], links, diagonal, right);
        double[] expected = [1, 2, 3, 4];
        for (int i = 0; i < 4; i++) right[i].ShouldBe(expected[i], 1e-12);
    }

    [Fact]
    public void Impossible_systems_are_refused_in_words()
    {
        Refused(() => new MackeyGlass { Delay = 17.05 }.Held(10, 0.1)).ShouldBe("MackeyGlass.Delay of 17.05 must be a whole number of steps of 0.1, at least one.");
        Refused(() => new MackeyGlass { Gamma = -1 }.Solve(10, 0.1)).ShouldBe("MackeyGlass.Gamma must be finite and at least 0, got -1.");
        Refused(() => new MackeyGlass { Gamma = 5 }.Held(10, 1)).ShouldBe("The step of 1 is too long for MackeyGlass.Gamma of 5; it must be at most 0.557.");
        Refused(() => new Lorenz().Solve(10, 0)).ShouldBe("Lorenz: the step must be positive and finite, got 0.");
        Refused(() => new Lorenz().Solve(1000, 1)).ShouldContain("use a shorter step");
        Refused(() => new Narma { Order = 0 }.Respond([1])).ShouldBe("Narma.Order must be at least 1, got 0.");
        Refused(() => new Narma().Respond([.. Enumerable.Repeat(9.0, 400)])).ShouldContain("use a smaller input");
        Refused(() => new KuramotoNetwork([1, 2], [0], 1)).ShouldBe("KuramotoNetwork: there must be one phase per frequency, got 1 phases for 2 frequencies.");
        Refused(() => new HopfieldNetwork([1, 0], 2)).ShouldBe("HopfieldNetwork: a unit is +1 or -1, got 0.");
        Refused(() => new HopfieldNetwork([1, 1, 1], 2)).ShouldContain("3 numbers are no whole number of patterns of 2 units");
        Refused(() => new ModernHopfield([1, 2], 1, 0)).ShouldBe("ModernHopfield: beta must be positive and finite, got 0.");
        Refused(() => new EchoStateNetwork([1], [1, 1], 0)).ShouldBe("EchoStateNetwork: the leak must be above 0 and at most 1, got 0.");
        EchoStateNetwork network = new([0], [0, 0], 1);
        Refused(() => network.Fit([1, 2, 3], network.Run([1, 2, 3]), [1, 2, 3], 0, 0)).ShouldContain("use a larger ridge");
        Refused(() => new Cable([new(-1, 0, 0)], new HodgkinHuxley(), 0.025 * Syntax.ms)).ShouldContain("compartment 0 has no membrane");
        Refused(() => new Cable([new(-1, 0, 1), new(1, 1, 1)], new HodgkinHuxley(), 0.025 * Syntax.ms)).ShouldContain("compartment 1 hangs on 1");
        Refused(() => new Cable([new(-1, -1, 1)], new HodgkinHuxley(), 0.025 * Syntax.ms)).ShouldContain("Link of compartment 0 must be finite and at least 0, got -1");

        static string Refused(Func<object> make) => Should.Throw<ArgumentException>(() => _ = make()).Message;
    }
}
