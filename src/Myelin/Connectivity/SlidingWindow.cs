namespace Myelin.Connectivity;

/// <summary>One place of a kernel that covers an input position.</summary>
/// <param name="Kernel">The place in the kernel.</param>
/// <param name="Output">The output position where the kernel lies.</param>
internal readonly record struct KernelTap(int Kernel, int Output);

/// <summary>
/// Along one axis, a kernel slides over an input with zeros on both sides: place k of the kernel at output o covers the input at
/// o * stride - padding + k * dilation.
/// </summary>
internal readonly record struct SlidingWindow(int Input, int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>Input positions that the kernel spans.</summary>
    private long Span => ((long)Dilation * (Kernel - 1)) + 1;

    /// <summary>Number of output positions; 0 or less where the kernel is larger than the padded input.</summary>
    public long Output => Input + (2L * Padding) < Span ? 0 : ((Input + (2L * Padding) - Span) / Stride) + 1;

    /// <summary>For each input position, the taps that cover it, by ascending output position.</summary>
    public KernelTap[][] Taps()
    {
        KernelTap[][] taps = new KernelTap[Input][];
        List<KernelTap> covering = [];
        for (int position = 0; position < taps.Length; position++)
        {
            covering.Clear();
            for (int k = Kernel - 1; k >= 0; k--)
            {
                long shifted = (long)position + Padding - ((long)k * Dilation);
                if (shifted >= 0 && shifted % Stride == 0 && shifted / Stride < Output) covering.Add(new KernelTap(k, (int)(shifted / Stride)));
            }

            taps[position] = [.. covering];
        }

        return taps;
    }

    /// <summary>Number of pairs of an input and an output position that the kernel connects.</summary>
    public long CountTaps() => Taps().Sum(covering => (long)covering.Length);
}
