using Myelin.Connectivity;
using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Mapping;

/// <summary>
/// Computes a graph without inner graphs by the equations of its nodes, a node and a step at a time: nothing of what Myelin makes a network with. What
/// closes a cycle is that of the step before.
/// </summary>
internal sealed class NaiveGraph(NirGraph graph, double dt)
{
    private readonly Dictionary<string, double[]> before = [];
    private readonly Dictionary<string, double[]> membrane = [];
    private readonly Dictionary<string, double[]> current = [];
    private readonly Dictionary<string, Queue<double[]>> queues = [];

    /// <summary>What leaves by the output [T, N].</summary>
    public double[] Run(double[] input, NirShape shape)
    {
        int size = (int)shape.Count;
        var all = new List<double>();
        string output = graph.Nodes.Single(n => n.Value is OutputNode).Key;
        for (int t = 0; t < input.Length / size; t++)
        {
            var now = new Dictionary<string, (double[] Values, int[] Shape)>();
            all.AddRange(Give(output, now, [], input[(t * size)..((t + 1) * size)]).Values);
            foreach ((string name, (double[] values, int[] _)) in now) before[name] = values;
        }

        return [.. all];
    }

    private (double[] Values, int[] Shape) Give(string name, Dictionary<string, (double[] Values, int[] Shape)> now, HashSet<string> open, double[] input)
    {
        if (now.TryGetValue(name, out var known)) return known;
        NirNode node = graph.Nodes[name];
        if (node is InputNode first) return now[name] = (input, first.Shape.Lengths.ToArray());
        open.Add(name);
        double[]? sum = null;
        int[] shape = [];
        foreach (NirEdge edge in graph.Edges.Where(e => e.Target == name))
        {
            double[] given;
            if (open.Contains(edge.Source))
            {
                given = before.GetValueOrDefault(edge.Source) ?? new double[Size(edge.Source)];
            }
            else
            {
                (given, int[] from) = Give(edge.Source, now, open, input);
                if (sum is null) shape = from;
            }

            sum = sum is null ? given : [.. sum.Zip(given, (a, b) => a + b)];
        }

        open.Remove(name);
        return now[name] = Compute(name, node, sum!, shape);
    }

    private int Size(string name) => graph.Nodes[name] is CubaLifNode n ? n.R.Length : throw new InvalidOperationException(name);

    private (double[] Values, int[] Shape) Compute(string name, NirNode node, double[] x, int[] shape) => node switch
    {
        AffineNode n => (Product(n.Weight, x, n.Bias), [n.Weight.Shape[0]]),
        LinearNode n => (Product(n.Weight, x, null), [n.Weight.Shape[0]]),
        ScaleNode n => ([.. x.Select((v, i) => v * n.Scale[i])], shape),
        FlattenNode => (x, [x.Length]),
        Conv2dNode n => Convolve(x, shape, n.Weight, n.Bias, n.Stride, n.Padding.Zeros!.Value, n.Dilation, n.Groups),
        SumPool2dNode n => Pool(x, shape, n.KernelSize, n.Stride, n.Padding, 1),
        AvgPool2dNode n => Pool(x, shape, n.KernelSize, n.Stride, n.Padding, 1.0 / (n.KernelSize.Height * n.KernelSize.Width)),
        DelayNode n => (Delayed(name, x, n), shape),
        IfNode n => (Spikes(name, x.Length, (i, v) => v + (dt * n.R[i] * x[i]), _ => 0, n.VThreshold, n.VReset), shape),
        LifNode n => (Spikes(name, x.Length, (i, v) => v + (dt / n.Tau[i] * (n.VLeak[i] - v + (n.R[i] * x[i]))), i => n.VLeak[i], n.VThreshold, n.VReset), shape),
        CubaLifNode n => (Spikes(name, x.Length, (i, v) => v + (dt / n.TauMem[i] * (n.VLeak[i] - v + (n.R[i] * Synapse(name, i, x, n.TauSyn, n.WIn)))), i => n.VLeak[i], n.VThreshold, n.VReset), shape),
        LiNode n => (Integrate(name, x.Length, (i, v) => v + (dt / n.Tau[i] * (n.VLeak[i] - v + (n.R[i] * x[i]))), i => n.VLeak[i]), shape),
        OutputNode => (x, shape),
        _ => throw new InvalidOperationException(node.Type),
    };

    private double Synapse(string name, int i, double[] x, NumericArray tau, NumericArray? weight)
    {
        double[] all = current.TryGetValue(name, out double[]? found) ? found : current[name] = new double[x.Length];
        double arrived = all[i] + (dt / tau[i] * (weight?[i] ?? 1) * x[i]);
        all[i] = arrived - (dt / tau[i] * arrived);
        return arrived;
    }

    private double[] Integrate(string name, int size, Func<int, double, double> step, Func<int, double> rest)
    {
        double[] v = membrane.TryGetValue(name, out double[]? found) ? found : membrane[name] = [.. Enumerable.Range(0, size).Select(rest)];
        for (int i = 0; i < size; i++) v[i] = step(i, v[i]);
        return [.. v];
    }

    private double[] Spikes(string name, int size, Func<int, double, double> step, Func<int, double> rest, NumericArray threshold, NumericArray? reset)
    {
        double[] v = Integrate(name, size, step, rest), spikes = new double[size];
        for (int i = 0; i < size; i++)
        {
            if (v[i] <= threshold[i]) continue;
            spikes[i] = 1;
            membrane[name][i] = reset?[i] ?? 0;
        }

        return spikes;
    }

    private double[] Delayed(string name, double[] x, DelayNode node)
    {
        int longest = Enumerable.Range(0, node.Delay.Length).Max(i => (int)Math.Round(node.Delay[i] / dt));
        Queue<double[]> queue = queues.TryGetValue(name, out Queue<double[]>? found) ? found : queues[name] = new(Enumerable.Repeat(new double[x.Length], longest));
        queue.Enqueue(x);
        double[][] past = [.. queue];
        double[] given = [.. x.Select((_, i) => past[longest - (int)Math.Round(node.Delay[i] / dt)][i])];
        queue.Dequeue();
        return given;
    }

    private static double[] Product(NumericArray w, double[] x, NumericArray? bias) =>
        [.. Enumerable.Range(0, w.Shape[0]).Select(o => Enumerable.Range(0, x.Length).Sum(i => w[(o * x.Length) + i] * x[i]) + (bias?[o] ?? 0))];

    private static (double[], int[]) Convolve(double[] x, int[] shape, NumericArray w, NumericArray bias, Size2D stride, Size2D padding, Size2D dilation, int groups)
    {
        (int outputs, int inputs, int kh, int kw) = (w.Shape[0], w.Shape[1], w.Shape[2], w.Shape[3]);
        (int height, int width) = (Length(shape[1], kh, stride.Height, padding.Height, dilation.Height), Length(shape[2], kw, stride.Width, padding.Width, dilation.Width));
        double[] y = new double[outputs * height * width];
        for (int o = 0; o < outputs; o++)
        for (int r = 0; r < height; r++)
        for (int c = 0; c < width; c++)
        {
            double sum = bias[o];
            for (int i = 0; i < inputs; i++)
            for (int k = 0; k < kh; k++)
            for (int l = 0; l < kw; l++)
            {
                (int channel, int row, int column) = ((o / (outputs / groups) * inputs) + i, (r * stride.Height) - padding.Height + (k * dilation.Height), (c * stride.Width) - padding.Width + (l * dilation.Width));
                if (row >= 0 && row < shape[1] && column >= 0 && column < shape[2]) sum += w[(((((o * inputs) + i) * kh) + k) * kw) + l] * x[(((channel * shape[1]) + row) * shape[2]) + column];
            }

            y[(((o * height) + r) * width) + c] = sum;
        }

        return (y, [outputs, height, width]);
    }

    private static (double[], int[]) Pool(double[] x, int[] shape, Size2D kernel, Size2D stride, Size2D padding, double factor)
    {
        double[] ones = new double[shape[0] * kernel.Height * kernel.Width];
        Array.Fill(ones, factor);
        return Convolve(x, shape, NumericArray.Of(ones, shape[0], 1, kernel.Height, kernel.Width), NumericArray.Of(new double[shape[0]], shape[0]), stride, padding, 1, shape[0]);
    }

    private static int Length(int input, int kernel, int stride, int padding, int dilation) => ((input + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
