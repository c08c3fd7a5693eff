using Myelin.Learning.Tensors;

namespace Myelin.Learning.Products;

/// <summary>How much of a tensor is not 0, and whether a product should make use of it.</summary>
internal static unsafe class Activity
{
    /// <summary>Above this fraction the dense product is faster.</summary>
    public const double Worthwhile = 0.2;

    private const int Sampled = 4096;

    /// <summary>Whether a product with this matrix should add only what is not 0.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="columns">Length of its rows.</param>
    public static bool IsSparse(Tensor x, int columns)
    {
        if (columns > ActiveRows.WidestMatrix) return false;
        Storage storage = x.Storage;
        long count = storage.Stored;
        if (storage.Active >= 0) return storage.Active < Worthwhile * count;

        // Nobody counted: a sample decides; samples are the same in every run.
        long stride = Math.Max(1, count / Sampled), sampled = 0, active = 0;
        for (long i = 0; i < count; i += stride, sampled++)
        {
            if (storage.Data[i] != 0) active++;
        }

        return sampled > 0 && active < Worthwhile * sampled;
    }
}
