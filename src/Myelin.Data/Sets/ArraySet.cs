using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>
/// Samples with classes in one file of NumPy arrays (<c>.npz</c>): <c>x_train</c>, <c>y_train</c>, <c>x_test</c> and <c>y_test</c>, as Keras keeps its sets, or <c>x</c> and <c>y</c>, which
/// then serve for both. Samples lie along the first axis; bytes become 0 to 1, other numbers stay as they are. Classes are whole numbers from 0.
/// </summary>
public sealed class ArraySet : IDataset
{
    private const int MostClasses = 1 << 20;

    private readonly float[] values;
    private readonly int[] labels;
    private readonly int size;

    private ArraySet(string name, string path, NpyArray samples, int[] labels, int classes)
    {
        (Name, this.labels, Classes) = (name, labels, classes);
        SampleShape = samples.Shape.Count == 1 ? [1] : [.. samples.Shape.Skip(1)];
        size = Shapes.Size(SampleShape);
        if (samples.Shape.Count == 0 || samples.Shape[0] != labels.Length || samples.Count == 0)
            throw new InvalidDataException($"{path}: {labels.Length} classes do not fit samples of shape {Shapes.Text(samples.Shape)}; there must be one for each along the first axis, and at least one.");
        values = new float[samples.Count];
        samples.CopyTo(values.AsSpan());
        if (samples.Type.ClrType != typeof(byte)) return;
        foreach (ref float value in values.AsSpan()) value /= byte.MaxValue;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <summary>One more than the largest class of the file, in whichever part it is.</summary>
    public int Classes { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">Which part, where the file has two.</param>
    /// <exception cref="InvalidDataException">The file is damaged, lacks an array, or its arrays do not fit together; the message names the file and says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ArraySet Load(string path, Split split)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path);
        (string Samples, string Labels)[] parts = arrays.ContainsKey("x_train") ? [("x_train", "y_train"), ("x_test", "y_test")] : [("x", "y")];
        foreach ((string samples, string labels) in parts)
        {
            if (!arrays.ContainsKey(samples) || !arrays.ContainsKey(labels))
                throw new InvalidDataException($"{path}: samples are in arrays called x_train, y_train, x_test and y_test, or x and y; the file has {(arrays.Count == 0 ? "none" : string.Join(", ", arrays.Keys))}.");
        }

        int[][] classes = [.. parts.Select(part => Whole(path, part.Labels, arrays[part.Labels]))];
        int chosen = split == Split.Train ? 0 : parts.Length - 1;
        return new ArraySet(Path.GetFileName(path), path, arrays[parts[chosen].Samples], classes[chosen], classes.Max(part => part.DefaultIfEmpty(-1).Max()) + 1);
    }

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

    private static int[] Whole(string path, string name, NpyArray array)
    {
        double[] numbers = new double[array.Count];
        array.CopyTo(numbers.AsSpan());
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!(numbers[i] >= 0 && numbers[i] < MostClasses) || numbers[i] != Math.Floor(numbers[i]))
                throw new InvalidDataException(FormattableString.Invariant($"{path}: the array {name} has {numbers[i]} at {i}; classes are whole numbers from 0 to {MostClasses - 1}."));
        }

        return [.. numbers.Select(number => (int)number)];
    }
}
