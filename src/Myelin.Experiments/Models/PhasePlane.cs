using Myelin.Experiments.Reports;
using Myelin.Neurons;

namespace Myelin.Experiments.Models;

/// <summary>A point of the phase plane that a step leaves where it is.</summary>
/// <param name="X">The first variable.</param>
/// <param name="Y">The second variable.</param>
/// <param name="IsStable">Whether a state near by comes nearer: both eigenvalues of the step's derivative lie within the unit circle.</param>
public sealed record FixedPoint(double X, double Y, bool IsStable);

/// <summary>
/// The plane of a neuron's two moving variables: the trajectory of a run, and, from single steps out of a grid of states under the same input,
/// the direction of motion, the nullclines and the fixed points. Other variables rest at their initial values.
/// </summary>
public sealed class PhasePlane
{
    private const int Columns = 72;
    private const int Rows = 54;
    private const int ArrowColumns = 22;
    private const int ArrowRows = 14;
    private const double Margin = 0.12;
    private const int MostSamples = 5_000;

    private readonly StudySetting setting;
    private readonly StepResponse response;
    private readonly int first;
    private readonly int second;
    private readonly SingleNeuron neuron;
    private readonly double[] rest;
    private readonly (double Low, double High) across;
    private readonly (double Low, double High) up;
    private readonly List<FixedPoint> points = [];

    private PhasePlane(StudySetting setting, StepResponse response, int first, int second)
    {
        (this.setting, this.response, this.first, this.second) = (setting, response, first, second);
        neuron = SingleNeuron.Of(setting.Model, setting.Clock.Dt, response.Amplitude, setting.Seed);
        rest = setting.Model.LowerInitialState(setting.Clock.Dt);
        across = Range(response.States[first], rest[first]);
        up = Range(response.States[second], rest[second]);
    }

    /// <summary>The variables of the two axes.</summary>
    public (VariableInfo X, VariableInfo Y) Variables => (setting.Info.States[first], setting.Info.States[second]);

    /// <summary>The fixed points within the plot, under the input.</summary>
    public IReadOnlyList<FixedPoint> FixedPoints => points;

    internal Figure Figure { get; private set; } = null!;

    /// <summary>The plane of a response, or null where not exactly two variables move.</summary>
    internal static PhasePlane? Of(StudySetting setting, StepResponse response)
    {
        int[] moving = [.. Enumerable.Range(0, response.States.Count).Where(i => Moves(response.States[i]))];
        if (moving.Length != 2)
            return null;
        int membrane = ModelKinds.MembraneIndex(setting.Info);
        PhasePlane plane = moving[1] == membrane ? new(setting, response, moving[1], moving[0]) : new(setting, response, moving[0], moving[1]);
        plane.Draw();
        return plane;
    }

    // A variable of nothing but whole numbers counts something, such as refractory steps, or does nothing.
    private static bool Moves(IReadOnlyList<double> values) => values.All(double.IsFinite) && values.Any(value => value != Math.Floor(value)) && values.Max() > values.Min();

    private static (double Low, double High) Range(IReadOnlyList<double> values, double start)
    {
        double low = Math.Min(start, values.Min()), high = Math.Max(start, values.Max());
        double margin = Margin * (high - low);
        return (low - margin, high + margin);
    }

    private void Draw()
    {
        double[] x = Grid(across, Columns), y = Grid(up, Rows);
        ZeroContour still = new((a, b) => Change(a, b).X, x, y), level = new((a, b) => Change(a, b).Y, x, y);
        var stillLine = still.Segments().ToList();
        var levelLine = level.Segments().ToList();
        FindFixedPoints(stillLine, levelLine);
        (VariableInfo h, VariableInfo v) = Variables;
        Layer[] layers =
        [
            new(Trajectory(), setting.Clock.Iterations ? LayerMark.FineDots : LayerMark.Line),
            new(Line($"{h.Name} does not change", stillLine), LayerMark.Line),
            new(Line($"{v.Name} does not change", levelLine), LayerMark.Line),
            new(Flow(), LayerMark.Hair),
        ];
        Figure = new LayeredFigure("Phase plane", Words(), UnitText.Axis(h.Name, h.Unit), UnitText.Axis(v.Name, v.Unit), [.. layers.Where(layer => layer.Series.X.Count > 0)]);
    }

    private string Words()
    {
        string input = setting.Port is { } port ? $" under an input of {UnitText.Write(response.Amplitude, port.Unit)}" : "";
        (VariableInfo h, VariableInfo v) = Variables;
        IEnumerable<string> found = points.Select(p => $"{h.Name} = {UnitText.Write(p.X, h.Unit)}, {v.Name} = {UnitText.Write(p.Y, v.Unit)} ({(p.IsStable ? "stable" : "unstable")})");
        string rests = points.Count switch { 0 => "There is no fixed point here.", 1 => $"Fixed point: {found.First()}.", _ => $"Fixed points: {string.Join("; ", found)}." };
        return $"The run above, and the direction of motion and the nullclines{input}. {rests}";
    }

    // What a step changes; not a number where it spikes, for what a spike does is no motion.
    private (double X, double Y) Change(double x, double y)
    {
        double[] state = [.. rest];
        (state[first], state[second]) = (x, y);
        double emitted = neuron.Step(state, 0);
        return emitted != 0 && !setting.Clock.Iterations && !response.EmitsNumbers ? (double.NaN, double.NaN) : (state[first] - x, state[second] - y);
    }

    private Series Trajectory()
    {
        List<double> x = [], y = [];
        HashSet<int> spikes = [.. response.SpikeSteps];
        int every = Math.Max(1, setting.Steps / MostSamples);
        for (int step = 0; step < setting.Steps; step++)
        {
            // A reset is a jump, not a motion.
            if (spikes.Contains(step) && !setting.Clock.Iterations && step > 0 && Jumps(step))
            {
                x.Add(response.States[first][step]);
                y.Add(double.NaN);
            }

            if (step % every == 0 || spikes.Contains(step))
            {
                x.Add(response.States[first][step]);
                y.Add(response.States[second][step]);
            }
        }

        return new Series("trajectory", x, y);
    }

    private bool Jumps(int step)
        => Math.Abs(response.States[first][step] - response.States[first][step - 1]) > 0.1 * (across.High - across.Low)
            || Math.Abs(response.States[second][step] - response.States[second][step - 1]) > 0.1 * (up.High - up.Low);

    private static Series Line(string name, IEnumerable<(int Column, int Row, (double X, double Y) From, (double X, double Y) To)> segments)
    {
        List<double> x = [], y = [];
        foreach ((_, _, (double X, double Y) from, (double X, double Y) to) in segments)
        {
            x.AddRange([from.X, to.X, to.X]);
            y.AddRange([from.Y, to.Y, double.NaN]);
        }

        return new Series(name, x, y);
    }

    // Arrows of one length in the plot's own proportions, with their heads.
    private Series Flow()
    {
        double width = across.High - across.Low, height = up.High - up.Low;
        double stepX = width / ArrowColumns, stepY = height / ArrowRows;
        List<double> xs = [], ys = [];
        for (int i = 0; i < ArrowColumns; i++)
        {
            for (int j = 0; j < ArrowRows; j++)
            {
                double x = across.Low + ((i + 0.5) * stepX), y = up.Low + ((j + 0.5) * stepY);
                (double dx, double dy) = Change(x, y);
                (dx, dy) = (dx / stepX, dy / stepY);
                double size = Math.Sqrt((dx * dx) + (dy * dy));
                if (!double.IsFinite(size) || size == 0)
                    continue;
                (dx, dy) = (dx / size, dy / size);
                Stroke((-0.32 * dx, -0.32 * dy), (0.32 * dx, 0.32 * dy));
                Stroke((0.32 * dx, 0.32 * dy), ((0.12 * dx) - (0.13 * dy), (0.12 * dy) + (0.13 * dx)));
                Stroke((0.32 * dx, 0.32 * dy), ((0.12 * dx) + (0.13 * dy), (0.12 * dy) - (0.13 * dx)));

                void Stroke((double X, double Y) from, (double X, double Y) to)
                {
                    xs.AddRange([x + (from.X * stepX), x + (to.X * stepX), x + (to.X * stepX)]);
                    ys.AddRange([y + (from.Y * stepY), y + (to.Y * stepY), double.NaN]);
                }
            }
        }

        return new Series("direction", xs, ys);
    }

    private void FindFixedPoints(
        IEnumerable<(int Column, int Row, (double X, double Y) From, (double X, double Y) To)> still,
        IEnumerable<(int Column, int Row, (double X, double Y) From, (double X, double Y) To)> level)
    {
        HashSet<(int, int)> cells = [.. level.SelectMany(s => from i in Enumerable.Range(-1, 3) from j in Enumerable.Range(-1, 3) select (s.Column + i, s.Row + j))];
        foreach ((int column, int row, (double X, double Y) from, _) in still)
        {
            if (cells.Contains((column, row)) && Newton(from) is { } point && !points.Any(known => IsSame(known, point)))
                points.Add(point);
        }
    }

    private FixedPoint? Newton((double X, double Y) start)
    {
        (double x, double y) = start;
        double width = across.High - across.Low, height = up.High - up.Low;
        for (int i = 0; i < 30; i++)
        {
            (double dx, double dy) = Change(x, y);
            (double xx, double xy, double yx, double yy) = Derivative(x, y, width, height);
            double determinant = (xx * yy) - (xy * yx);
            (double moveX, double moveY) = (((yy * dx) - (xy * dy)) / determinant, ((xx * dy) - (yx * dx)) / determinant);
            (x, y) = (x - moveX, y - moveY);
            if (!double.IsFinite(x) || !double.IsFinite(y) || x < across.Low || x > across.High || y < up.Low || y > up.High)
                return null;
            if (Math.Abs(moveX) > 1e-10 * width || Math.Abs(moveY) > 1e-10 * height)
                continue;
            return new FixedPoint(x, y, IsStable(1 + xx, xy, yx, 1 + yy));
        }

        return null;
    }

    private (double XX, double XY, double YX, double YY) Derivative(double x, double y, double width, double height)
    {
        double a = 1e-6 * width, b = 1e-6 * height;
        (double X, double Y) right = Change(x + a, y), left = Change(x - a, y), above = Change(x, y + b), below = Change(x, y - b);
        return ((right.X - left.X) / (2 * a), (above.X - below.X) / (2 * b), (right.Y - left.Y) / (2 * a), (above.Y - below.Y) / (2 * b));
    }

    // Jury's conditions for a quadratic characteristic polynomial.
    private static bool IsStable(double xx, double xy, double yx, double yy)
    {
        double trace = xx + yy, determinant = (xx * yy) - (xy * yx);
        return Math.Abs(trace) < 1 + determinant && determinant < 1;
    }

    private bool IsSame(FixedPoint one, FixedPoint other)
        => Math.Abs(one.X - other.X) < 1e-6 * (across.High - across.Low) && Math.Abs(one.Y - other.Y) < 1e-6 * (up.High - up.Low);

    private static double[] Grid((double Low, double High) range, int cells)
        => [.. Enumerable.Range(0, cells + 1).Select(i => range.Low + ((range.High - range.Low) * i / cells))];
}
