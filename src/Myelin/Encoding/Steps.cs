namespace Myelin.Encoding;

/// <summary>What encoders and decoders check of the shape [T, N] of spikes.</summary>
internal static class Steps
{
    /// <summary>Number of steps T.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the number of neurons, or zero.</exception>
    public static int Of(int length, int neurons)
    {
        if (neurons < 1) throw new ArgumentException("There must be at least one value to encode or decode.");
        if (length == 0 || length % neurons != 0) throw new ArgumentException($"Spikes of {neurons} neurons must fill whole steps, a multiple of {neurons} numbers; got {length}.");
        return length / neurons;
    }
}
