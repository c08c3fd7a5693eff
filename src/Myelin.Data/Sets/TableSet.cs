using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>Rows of numbers with a class in the last column. A sample is [columns], or another shape of as many values.</summary>
public sealed class TableSet : IDataset
{
    private readonly float[] values;
    private readonly int[] labels;
    private readonly int size;

    internal TableSet(string name, string path, CsvFile table, IReadOnlyList<int> shape, float scale, IReadOnlyList<string> classNames)
    {
        (Name, SampleShape, ClassNames) = (name, shape, classNames);
        size = Shapes.Size(shape);
        if (table.Rows == 0 || table.Columns != size + 1)
            throw new InvalidDataException($"{path}, byte 0: the table must have rows of {size + 1} fields, it has {table.Rows} of {table.Columns}.");
        values = new float[table.Rows * size];
        labels = new int[table.Rows];
        for (int row = 0; row < table.Rows; row++)
        {
            for (int column = 0; column < size; column++) values[(row * size) + column] = (float)table.Number(row, column) * scale;
            string label = table.Text(row, size).Trim();
            labels[row] = IndexOf(classNames, label);
            if (labels[row] < 0) throw new InvalidDataException($"{path}, row {row}, byte 0: '{label}' is none of the classes {string.Join(", ", classNames)}.");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes => ClassNames.Count;

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return labels[index];
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, size);
        values.AsSpan(index * size, size).CopyTo(sample);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
