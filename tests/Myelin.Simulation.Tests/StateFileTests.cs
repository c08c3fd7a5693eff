using System.Globalization;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Recording;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests;

/// <summary>State variables streamed to a file are those kept in memory.</summary>
public sealed class StateFileTests
{
    [Fact]
    public void File_holds_the_samples_of_memory()
    {
        string path = Path.GetTempFileName();
        try
        {
            Trace expected;
            using (Simulator run = Network(out Population a).Simulate(150 * ms, 0.1 * ms, r => r.Voltage(a[3..20], every: 7)))
                expected = run.Voltage(a[3..20]);
            using (Simulator run = Network(out Population b).Simulate(70 * ms, 0.1 * ms, r => r.Voltage(b[3..20], every: 7, file: path)))
            {
                run.Run(80 * ms);
                Should.Throw<InvalidOperationException>(() => run.Voltage(b[3..20])).Message.ShouldContain(path);
            }

            string[] lines = File.ReadAllLines(path);
            lines.Length.ShouldBe(expected.Samples + 1);
            for (int i = 0; i < expected.Samples; i++)
            {
                double[] numbers = [.. lines[i + 1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
                numbers[0].ShouldBe(expected.TimeOf(i).InMilliseconds, 1e-6);
                for (int n = 0; n < expected.Neurons; n++) numbers[n + 1].ShouldBe(expected[i, n]);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Network Network(out Population population)
    {
        var network = new Network(seed: 3);
        population = network.Population("E", 37, new LifExp());
        network.Drive(population, Poisson(2 * kHz, 90 * pA));
        return network;
    }
}
