using Myelin.Data.Files;

namespace Myelin.Cli;

/// <summary>What is fed into a graph: a table of steps and elements in a file.</summary>
internal static class NirInput
{
    /// <summary>A file that is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public static string Existing(string path) => File.Exists(path) ? path : throw new UsageException($"The file '{path}' does not exist.");

    /// <summary>Reads a table [T, N]: NumPy's (.npy), else text with commas.</summary>
    /// <param name="path">The file.</param>
    /// <param name="elements">N.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or has another number of columns.</exception>
    public static double[] Read(string path, int elements)
    {
        double[] values;
        long columns;
        if (Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            NpyArray array = NpyFile.Read(path);
            values = new double[array.Count];
            array.CopyTo(values.AsSpan());
            columns = array.Shape.Count == 0 ? 0 : array.Shape.Count == 1 ? 1 : array.Shape.Skip(1).Aggregate(1L, (a, b) => a * b);
        }
        else
        {
            CsvFile table = CsvFile.Read(path);
            columns = table.Columns;
            values = new double[(long)table.Rows * table.Columns];
            for (int i = 0; i < values.Length; i++) values[i] = table.Number(i / table.Columns, i % table.Columns);
        }

        if (columns != elements || values.Length == 0) throw new InvalidDataException($"{path}: a table of {values.Length} values with {columns} columns; the graph takes {elements} values in every step, so it must be [steps, {elements}].");
        return values;
    }
}
