using System.Globalization;
using System.IO.Compression;
using Myelin.Experiments.Cables;
using Myelin.Neurons;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.Cables;

/// <summary>Against NEURON 8.2.2, same compartments, same scheme: backward Euler with steps of 0.025 ms.</summary>
public sealed class CableTests
{
    [Fact]
    public void An_axon_follows_the_reference()
    {
        const int Count = 101;
        const double Length = 5000.0 / Count, Diameter = 5;
        double link = Compartment.Axial(35.4, Length, Diameter, Length, Diameter);
        var cable = new Cable(
            [.. Enumerable.Range(0, Count).Select(i => new Compartment(i - 1, link, Math.PI * Diameter * Length))],
            new HodgkinHuxley { LeakReversal = -54.3 * mV },
            0.025 * ms);
        Deviation(cable, "neuron_hh_axon", t => t is > 2 and < 3 ? 2000 : 0, [10, 50, 90]).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void A_passive_cable_follows_the_reference()
    {
        const int Count = 21;
        const double Length = 1000.0 / Count, Diameter = 2, Area = Math.PI * Diameter * Length;
        double link = Compartment.Axial(100, Length, Diameter, Length, Diameter);
        var cable = new Cable([.. Enumerable.Range(0, Count).Select(i => new Compartment(i - 1, link, 0, 0.01 * Area, 0.003 * Area))], new HodgkinHuxley(), 0.025 * ms);
        Deviation(cable, "neuron_passive_cable", t => t is > 2 and < 17 ? 100 : 0, [0, 10, 20]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void A_tree_is_solved()
    {
        // 0 has the children 1 and 2, 2 has 3; solution 1, 2, 3, 4.
        double[] links = [0, 0.5, 0.25, 1], diagonal = [3, 2, 4, 5], right = [3 - 1 - 0.75, 4 - 0.5, 12 - 0.25 - 4, 20 - 3];
        HinesSolver.Solve([-1, 0, 0, 2], links, diagonal, right);
        double[] expected = [1, 2, 3, 4];
        for (int i = 0; i < 4; i++) right[i].ShouldBe(expected[i], 1e-12);
    }

    private static double Deviation(Cable cable, string name, Func<double, double> current, int[] compartments)
    {
        double worst = 0;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "reference", "I_dynamics", name, "trace.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        reader.ReadLine();
        int rows = 0;
        for (double t = 0; reader.ReadLine() is { } line; rows++)
        {
            for (int i = 0; i < 2; i++, t += 0.025) cable.Step(current(t + 0.0125));
            double[] row = [.. line.Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
            row[0].ShouldBe(t, 1e-9);
            for (int i = 0; i < compartments.Length; i++) worst = Math.Max(worst, Math.Abs(cable.Voltage[compartments[i]] - row[4 + i]));
        }

        rows.ShouldBeGreaterThan(400);
        return worst;
    }
}
