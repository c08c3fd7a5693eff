using System.Runtime.CompilerServices;

namespace Myelin.Simulation.Delivery;

/// <summary>
/// Four bytes: the target in the low half, the upper half of a single-precision weight (bfloat16, 8 significant bits, rounded to nearest) in the
/// high half. For weights drawn from a law, whose spread is far above the rounding.
/// </summary>
internal readonly unsafe struct HalfSynapse : ISynapse<float>
{
    public static int Size => 4;

    public static void Write(byte* at, int target, float weight)
    {
        uint bits = BitConverter.SingleToUInt32Bits(weight);
        bits += 0x7FFFu + ((bits >> 16) & 1);
        *(uint*)at = (bits & 0xFFFF0000u) | (uint)target;
    }

    public static int Target(byte* at) => (int)(*(uint*)at & 0xFFFFu);

    public float Weight(byte* at) => BitConverter.UInt32BitsToSingle(*(uint*)at & 0xFFFF0000u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(byte* start, byte* end, float* accumulators)
    {
        uint* p = (uint*)start;
        uint* last = (uint*)end - 3;
        while (p < last)
        {
            uint a = p[0], b = p[1], c = p[2], d = p[3];
            accumulators[a & 0xFFFFu] += BitConverter.UInt32BitsToSingle(a & 0xFFFF0000u);
            accumulators[b & 0xFFFFu] += BitConverter.UInt32BitsToSingle(b & 0xFFFF0000u);
            accumulators[c & 0xFFFFu] += BitConverter.UInt32BitsToSingle(c & 0xFFFF0000u);
            accumulators[d & 0xFFFFu] += BitConverter.UInt32BitsToSingle(d & 0xFFFF0000u);
            p += 4;
        }

        for (; p < (uint*)end; p++) accumulators[*p & 0xFFFFu] += BitConverter.UInt32BitsToSingle(*p & 0xFFFF0000u);
    }
}
