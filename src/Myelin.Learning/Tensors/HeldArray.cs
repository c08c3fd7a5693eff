namespace Myelin.Learning.Tensors;

/// <summary>Numbers that outlive the parts of an iteration, in the memory of this thread's tape: zeros at first, given back when disposed.</summary>
/// <param name="count">How many.</param>
internal sealed unsafe class HeldArray(long count) : IDisposable
{
    private readonly NativePool pool = Tape.Current.Pool;
    private float* memory = Zeros(Tape.Current.Pool, count);

    /// <summary>The numbers.</summary>
    public float* Pointer => memory;

    /// <summary>One of several parts of the same size.</summary>
    /// <param name="index">Which.</param>
    /// <param name="size">Numbers of a part.</param>
    public Span<float> Part(int index, int size) => From((long)index * size, size);

    /// <summary>Some of the numbers.</summary>
    /// <param name="start">The first.</param>
    /// <param name="length">How many.</param>
    public Span<float> From(long start, int length) => start >= 0 && start + length <= count
        ? new Span<float>(memory + start, length)
        : throw new ArgumentOutOfRangeException(nameof(start), $"There are no {length} numbers from {start} on among {count}.");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (memory is null) return;
        pool.Return(memory, count);
        memory = null;
    }

    private static float* Zeros(NativePool pool, long count)
    {
        float* fresh = pool.Rent(count);
        for (long at = 0; at < count; at += int.MaxValue / 2) new Span<float>(fresh + at, (int)Math.Min(int.MaxValue / 2, count - at)).Clear();
        return fresh;
    }
}
