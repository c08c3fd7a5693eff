using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Myelin.Learning.Tensors;

/// <summary>
/// What a tensor's handle points to: its numbers, the gradient of the loss with respect to them, and what made it. Those of an iteration are
/// used again in the next; the version tells a handle that outlived its iteration.
/// </summary>
internal sealed unsafe class Storage
{
    private const int Alignment = 64;

    private float* data;
    private float* gradient;
    private float[]? ownData;
    private float[]? ownGradient;
    private bool hasGradient;

    public Shape Shape;

    /// <summary>Counts how often this object was used again.</summary>
    public int Version;

    /// <summary>Whether a gradient is wanted.</summary>
    public bool RequiresGradient;

    /// <summary>The outermost axis repeats one slice, of which alone there are numbers.</summary>
    public bool Repeats;

    /// <summary>Number of elements that are not 0, where who made it counted them; else -1.</summary>
    public long Active;

    /// <summary>What the numbers belong to where this is another view of them.</summary>
    public Storage? Root;

    /// <summary>Where a view starts in the numbers of its root.</summary>
    public long Offset;

    /// <summary>Where its memory comes from; null for memory of its own, which the garbage collector frees with the last span of it.</summary>
    public NativePool? Pool { get; init; }

    /// <summary>Number of elements there are numbers of.</summary>
    public long Stored => Repeats ? Shape.Count / Shape[0] : Shape.Count;

    public float* Data => Root is null ? data : Root.Data + Offset;

    public bool HasGradient => Root is null ? hasGradient : Root.HasGradient;

    public float* Gradient => Root is null ? gradient : Root.Gradient + Offset;

    /// <summary>The numbers.</summary>
    public Span<float> Values => Span(Root is null ? ownData : null, Data);

    /// <summary>The gradient's numbers.</summary>
    public Span<float> GradientValues => Span(Root is null ? ownGradient : null, Gradient);

    /// <summary>Gives it numbers that are not set.</summary>
    public void Allocate() => data = Pool is null ? Own(out ownData) : Pool.Rent(Stored);

    /// <summary>Memory for the gradient; <paramref name="first"/> where nobody has written to it, so that what is in it means nothing.</summary>
    public float* GradientTarget(bool whole, out bool first)
    {
        if (Root is not null)
        {
            bool all = whole && Root.Stored == Stored;
            return Root.GradientTarget(all, out first) + Offset;
        }

        first = !hasGradient;
        if (gradient is null) gradient = Pool is null ? Own(out ownGradient) : Pool.Rent(Stored);
        hasGradient = true;
        if (first && !whole)
        {
            new Span<float>(gradient, checked((int)Stored)).Clear();
            first = false;
        }

        return gradient;
    }

    /// <summary>The next who writes a gradient writes the first.</summary>
    public void ForgetGradient() => hasGradient = false;

    /// <summary>Gives the gradient's memory back.</summary>
    public void ReleaseGradient()
    {
        if (gradient is not null && Root is null) Pool?.Return(gradient, Stored);
        ownGradient = null;
        gradient = null;
        hasGradient = false;
    }

    /// <summary>Gives all memory back; the handles to it are of no use any more.</summary>
    public void Release()
    {
        ReleaseGradient();
        if (data is not null) Pool?.Return(data, Stored);
        ownData = null;
        data = null;
        Root = null;
        Offset = 0;
        Version++;
    }

    private Span<float> Span(float[]? own, float* start)
    {
        int length = checked((int)Stored);
        return own is null ? new Span<float>(start, length) : own.AsSpan(FirstAligned(own), length);
    }

    private float* Own(out float[] own)
    {
        const int Vector = Alignment / sizeof(float);
        own = GC.AllocateUninitializedArray<float>(checked((int)((Stored + Vector - 1) / Vector * Vector)) + Vector, pinned: true);
        return (float*)Unsafe.AsPointer(ref own[FirstAligned(own)]);
    }

    // The array is pinned, so that its first aligned element stays the same one.
    private static int FirstAligned(float[] own)
    {
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(own));
        return (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
    }
}
