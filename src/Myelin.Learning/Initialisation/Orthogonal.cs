using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>
/// A random matrix whose rows, or columns where there are fewer, are orthogonal and of length gain (orthogonal_). Further axes count to the
/// columns: [out, in, ...] is a matrix of out rows.
/// </summary>
/// <param name="Gain">The length of a row; see <see cref="Initialisation.Gain"/>.</param>
/// <remarks>
/// Source: Saxe, McClelland and Ganguli (2014), "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks". Normal
/// vectors made orthogonal one after the other (Gram and Schmidt, twice, in double precision), which draws every rotation with the same probability.
/// </remarks>
public sealed record Orthogonal(double Gain = 1) : Initialiser
{
    /// <summary>The length of a row.</summary>
    public double Gain { get; } = Finite(Gain, "gain");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        if (shape.Rank < 2) throw new ArgumentException($"The parameter '{name}' of shape {shape} is no matrix: it needs two axes or more, [out, in, ...].");
        if (values.IsEmpty) return;
        int rows = shape[0], columns = values.Length / rows;
        bool lying = rows <= columns;
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        float[] normal = new float[length];
        double[][] basis = new double[vectors][];
        for (int v = 0; v < vectors; v++)
        {
            double[] vector = basis[v] = new double[length];
            double left;
            do
            {
                stream.FillNormal(normal);
                for (int i = 0; i < length; i++) vector[i] = normal[i];
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int other = 0; other < v; other++) AddScaled(vector, basis[other], -Product(vector, basis[other]));
                }

                left = Math.Sqrt(Product(vector, vector));
            }
            while (left < 1e-6);

            for (int i = 0; i < length; i++) vector[i] /= left;
        }

        for (int v = 0; v < vectors; v++)
        {
            for (int i = 0; i < length; i++) values[lying ? (v * columns) + i : (i * columns) + v] = (float)(Gain * basis[v][i]);
        }
    }

    // Eight sums on every processor, so that the result is the same on all.
    private static double Product(double[] x, double[] y)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        for (; i + 8 <= x.Length; i += 8) sums = Vector512.FusedMultiplyAdd(Vector512.Create<double>(x.AsSpan(i)), Vector512.Create<double>(y.AsSpan(i)), sums);
        double sum = 0;
        for (int lane = 0; lane < 8; lane++) sum += sums[lane];
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static void AddScaled(double[] x, double[] y, double factor)
    {
        Vector512<double> factors = Vector512.Create(factor);
        int i = 0;
        for (; i + 8 <= x.Length; i += 8) Vector512.FusedMultiplyAdd(factors, Vector512.Create<double>(y.AsSpan(i)), Vector512.Create<double>(x.AsSpan(i))).CopyTo(x, i);
        for (; i < x.Length; i++) x[i] = Math.FusedMultiplyAdd(factor, y[i], x[i]);
    }
}
