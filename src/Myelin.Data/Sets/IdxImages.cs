using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>Images and labels of two IDX files of unsigned bytes. A sample is [1, H, W] with values 0 to 1 (the byte over 255).</summary>
public sealed class IdxImages : IDataset
{
    private readonly IdxFile images;
    private readonly IdxFile labels;
    private readonly int size;

    /// <summary>Reads the two files.</summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="imageFile">The images, [count, H, W].</param>
    /// <param name="labelFile">The labels, [count].</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not fit each other.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IdxImages(string name, string imageFile, string labelFile, int classes)
    {
        (Name, Classes) = (name, classes);
        images = IdxFile.Read(imageFile);
        labels = IdxFile.Read(labelFile);
        if (images.Type != IdxType.UnsignedByte || images.Shape.Count != 3 || images.Count == 0)
            throw new InvalidDataException($"{imageFile}, byte 2: images must be unsigned bytes of shape [count, height, width], these are {images.Type} of shape {Shapes.Text(images.Shape)}.");
        if (labels.Type != IdxType.UnsignedByte || labels.Shape.Count != 1 || labels.Count != images.Shape[0])
            throw new InvalidDataException($"{labelFile}, byte 2: labels must be {images.Shape[0]} unsigned bytes, these are {labels.Type} of shape {Shapes.Text(labels.Shape)}.");
        int wrong = labels.Bytes.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0) throw new InvalidDataException($"{labelFile}, byte {8 + wrong}: the label {labels.Bytes[wrong]} is none of 0 to {classes - 1}.");
        SampleShape = [1, images.Shape[1], images.Shape[2]];
        size = Shapes.Size(SampleShape);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => labels.Count;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Read(this, index, sample, size);
        images.CopyTo(index * size, sample);
        foreach (ref float value in sample) value /= 255;
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return labels.Bytes[index];
    }
}
