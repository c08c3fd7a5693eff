using System.Runtime.CompilerServices;

namespace Myelin.Simulation.Delivery;

/// <summary>Two bytes: only the target, where all synapses of a table have the same weight.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="weight">The weight of all.</param>
internal readonly unsafe struct UniformSynapse<T>(T weight) : ISynapse<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly T weight = weight;

    public static int Size => 2;

    public static void Write(byte* at, int target, T weight) => *(ushort*)at = (ushort)target;

    public static int Target(byte* at) => *(ushort*)at;

    public T Weight(byte* at) => weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(byte* start, byte* end, T* accumulators)
    {
        T w = weight;
        ushort* p = (ushort*)start;
        ushort* last = (ushort*)end - 3;
        while (p < last)
        {
            int a = p[0], b = p[1], c = p[2], d = p[3];
            accumulators[a] += w;
            accumulators[b] += w;
            accumulators[c] += w;
            accumulators[d] += w;
            p += 4;
        }

        for (; p < (ushort*)end; p++) accumulators[*p] += w;
    }
}
