using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>Normal numbers of mean 0, of which a share of every column, at random rows, is 0 (sparse_).</summary>
/// <param name="Sparsity">The share of zeros in a column of [out, in], rounded up.</param>
/// <param name="Deviation">The standard deviation of the others.</param>
/// <remarks>Source: Martens (2010), "Deep learning via Hessian-free optimization".</remarks>
public sealed record SparseNormal(double Sparsity, double Deviation = 0.01) : Initialiser
{
    /// <summary>The share of zeros in a column.</summary>
    public double Sparsity { get; } = Sparsity is >= 0 and <= 1
        ? Sparsity
        : throw new ArgumentOutOfRangeException(nameof(Sparsity), $"The share of zeros must be between 0 and 1, got {Sparsity}.");

    /// <summary>The standard deviation of the others.</summary>
    public double Deviation { get; } = Finite(Deviation, "standard deviation");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        if (shape.Rank != 2) throw new ArgumentException($"The parameter '{name}' of shape {shape} cannot be sparse by columns: it needs two axes, [out, in].");
        new Normal(0, Math.Abs(Deviation), null, null, string.Empty).Fill(ref stream, values);
        int rows = shape[0], columns = shape[1], zeros = (int)Math.Ceiling(Sparsity * rows);
        int[] order = new int[rows];
        for (int r = 0; r < rows; r++) order[r] = r;
        for (int c = 0; c < columns; c++)
        {
            // The first places of a shuffled order; where the last column left it is as good a start as any.
            for (int z = 0; z < zeros; z++)
            {
                int other = z + stream.NextInt(rows - z);
                (order[z], order[other]) = (order[other], order[z]);
                values[(order[z] * columns) + c] = 0;
            }
        }
    }
}
