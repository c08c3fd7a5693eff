using System.Buffers.Binary;
using System.IO.Compression;

namespace Myelin.Experiments.Tests.Training;

/// <summary>A data folder with a set of the form of MNIST, which tests write: class c is a bright square at a place of its own, in noise.</summary>
internal sealed class SquareImages : IDisposable
{
    private const int Side = 28;

    public SquareImages(string set, int training, int test)
    {
        Directory.CreateDirectory(Path.Combine(Folder, set));
        Write(set, "train", training);
        Write(set, "t10k", test);
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("myelin-squares-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string set, string part, int count)
    {
        var random = new Random(count);
        byte[] labels = new byte[count], images = new byte[count * Side * Side];
        random.NextBytes(images);
        for (int i = 0; i < images.Length; i++) images[i] = (byte)(images[i] / 8);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 10);
            int top = 3 + (i % 10 / 5 * 12), left = 1 + (i % 5 * 5);
            for (int pixel = 0; pixel < 25; pixel++) images[(((i * Side) + top + (pixel / 5)) * Side) + left + (pixel % 5)] = 250;
        }

        Write(Path.Combine(Folder, set, part + "-images-idx3-ubyte.gz"), images, count, Side, Side);
        Write(Path.Combine(Folder, set, part + "-labels-idx1-ubyte.gz"), labels, count);
    }

    private static void Write(string path, byte[] values, params int[] shape)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write([0, 0, 8, (byte)shape.Length]);
        byte[] length = new byte[4];
        foreach (int axis in shape)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, axis);
            stream.Write(length);
        }

        stream.Write(values);
    }
}
