using FsCheck;
using FsCheck.Fluent;
using Myelin.Hardware.Crossbars;

namespace Myelin.Hardware.Tests.Crossbars;

/// <summary>Wires with a resistance: the network of resistors against Kirchhoff's laws, and the fast form against the network.</summary>
public sealed class WireTests
{
    [Fact]
    public void One_device_is_in_series_with_two_segments()
    {
        const double G = 3, R = 0.1;
        double expected = G / (1 + (2 * R * G));
        new WireGrid([G], 1, 1, R).Effective()[0].ShouldBe(expected, 1e-12);
        WireDrop.Effective([G], 1, 1, R)[0].ShouldBe(expected, 1e-12);
    }

    // Worked by hand: one row, two columns. With r = 1 and G = 1 everywhere, a column is 1 + 1 = 2 Ohm behind the row; the nodes of the row follow.
    [Fact]
    public void Two_devices_on_a_row_share_a_segment()
    {
        double[] effective = new WireGrid([1, 1], 1, 2, 1).Effective();

        // Far node: 1 + 2 = 3 Ohm to ground from the near node; near node: 2 || 3 = 1.2 Ohm; so it is at 1.2 / 2.2 V, the far one at 2 / 3 of it.
        effective[0].ShouldBe(1.2 / 2.2 / 2, 1e-12);
        effective[1].ShouldBe(1.2 / 2.2 * 2 / 3 / 2, 1e-12);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(5, 8)]
    [InlineData(9, 4)]
    public void The_network_agrees_with_elimination(int rows, int columns)
    {
        double[] devices = Draw(rows * columns, 3);
        const double R = 0.2;
        double[] effective = new WireGrid(devices, rows, columns, R).Effective();
        double[] voltages = Draw(rows, 4), direct = Eliminate(devices, rows, columns, R, voltages), currents = new WireGrid(devices, rows, columns, R).Currents(voltages);
        for (int j = 0; j < columns; j++)
        {
            currents[j].ShouldBe(direct[j], 1e-10 * direct[j]);
            Enumerable.Range(0, rows).Sum(i => effective[(i * columns) + j] * voltages[i]).ShouldBe(direct[j], 1e-10 * direct[j]);
        }
    }

    [Fact]
    public void Without_resistance_worth_the_name_nothing_is_lost()
    {
        double[] devices = Draw(12 * 9, 5), effective = new WireGrid(devices, 12, 9, 1e-9).Effective();
        for (int i = 0; i < devices.Length; i++) effective[i].ShouldBe(devices[i], 1e-6);
        WireDrop.Effective(devices, 12, 9, 0).ShouldBe(devices);
    }

    [Fact]
    public void The_fast_form_is_right_to_first_order()
    {
        // Where the resistance is halved, what is wrong falls to a quarter.
        const int Size = 16;
        double[] devices = Draw(Size * Size, 6);
        double[] errors = [.. new[] { 4e-4, 2e-4, 1e-4 }.Select(Error)];
        (errors[0] / errors[1]).ShouldBe(4, 0.4);
        (errors[1] / errors[2]).ShouldBe(4, 0.2);

        double Error(double r)
        {
            double[] solved = new WireGrid(devices, Size, Size, r).Effective(), fast = WireDrop.Effective(devices, Size, Size, r);
            return Enumerable.Range(0, devices.Length).Max(i => Math.Abs(fast[i] - solved[i]));
        }
    }

    [Theory]
    [InlineData(64, 1.0, 0.02)]
    [InlineData(32, 2.5, 0.02)]
    public void Of_an_array_of_phase_change_memory_the_fast_form_is_good_to_percents(int size, double ohms, double tolerance)
    {
        // Conductances up to 25 uS, wires of some Ohm between devices: what is lost, and how well the fast form says it.
        double[] devices = [.. Draw(size * size, 8).Select(g => 25e-6 * g)];
        double[] solved = new WireGrid(devices, size, size, ohms).Effective(), fast = WireDrop.Effective(devices, size, size, ohms);
        double lost = 1 - (solved.Sum() / devices.Sum()), wrong = Math.Sqrt(solved.Zip(fast, (s, f) => (s - f) * (s - f)).Sum() / solved.Sum(s => s * s));
        lost.ShouldBeInRange(0.01, 0.2);
        wrong.ShouldBeLessThan(tolerance);
        wrong.ShouldBeLessThan(lost / 3);
    }

    [Fact]
    public void More_resistance_never_gives_more_current() => Prop.ForAll(ArbMap.Default.ArbFor<byte>(), seed =>
    {
        double[] devices = Draw(20, seed), less = new WireGrid(devices, 4, 5, 0.05).Effective(), more = new WireGrid(devices, 4, 5, 0.1).Effective();
        double[] ones = [1, 1, 1, 1];
        return new WireGrid(devices, 4, 5, 0.1).Currents(ones).Sum() < new WireGrid(devices, 4, 5, 0.05).Currents(ones).Sum() && less.All(g => g >= 0) && more.All(g => g >= 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_no_crossbar_is_refused()
    {
        Should.Throw<ArgumentException>(() => new WireGrid([1, 2, 3], 2, 2, 1)).Message.ShouldBe("A crossbar of 2 rows and 2 columns needs a conductance for each device, got 3.");
        Should.Throw<ArgumentException>(() => new WireGrid([1], 1, 1, 0)).Message.ShouldBe("The resistance of a segment of wire must be above 0 and finite, got 0.");
        Should.Throw<ArgumentException>(() => new WireGrid([-1], 1, 1, 1)).Message.ShouldBe("The conductance of a device must be at least 0 and finite, got -1.");
        Should.Throw<ArgumentException>(() => new WireGrid([1], 1, 1, 1).Currents([1, 2])).Message.ShouldBe("A crossbar of 1 rows needs 1 voltages, got 2.");
        Should.Throw<ArgumentException>(() => WireDrop.Effective([1], 2, 1, 0)).Message.ShouldBe("A crossbar of 2 rows and 1 columns needs a conductance for each device, got 1.");
    }

    private static double[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    // Kirchhoff's laws as a full matrix, and Gauss: another way to the same currents.
    private static double[] Eliminate(double[] devices, int rows, int columns, double r, double[] voltages)
    {
        int n = 2 * rows * columns;
        double[,] a = new double[n, n + 1];
        int U(int i, int j) => (i * columns) + j;
        int V(int i, int j) => (rows * columns) + (i * columns) + j;
        void Join(int x, int y, double g)
        {
            a[x, x] += g;
            a[y, y] += g;
            a[x, y] -= g;
            a[y, x] -= g;
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                Join(U(i, j), V(i, j), devices[(i * columns) + j]);
                if (j + 1 < columns) Join(U(i, j), U(i, j + 1), 1 / r);
                if (i + 1 < rows) Join(V(i, j), V(i + 1, j), 1 / r);
            }

            a[U(i, 0), U(i, 0)] += 1 / r;
            a[U(i, 0), n] += voltages[i] / r;
        }

        for (int j = 0; j < columns; j++) a[V(rows - 1, j), V(rows - 1, j)] += 1 / r;
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int c = k; factor != 0 && c <= n; c++) a[i, c] -= factor * a[k, c];
            }
        }

        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = a[i, n];
            for (int c = i + 1; c < n; c++) sum -= a[i, c] * x[c];
            x[i] = sum / a[i, i];
        }

        return [.. Enumerable.Range(0, columns).Select(j => x[V(rows - 1, j)] / r)];
    }
}
