using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Myelin.Simulation.Delivery;

/// <summary>The target and a weight of full precision: eight bytes in single precision, sixteen in double.</summary>
/// <typeparam name="T">The number type.</typeparam>
internal readonly unsafe struct FullSynapse<T> : ISynapse<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    public static int Size => sizeof(Record);

    public static void Write(byte* at, int target, T weight) => *(Record*)at = new Record { Target = target, Weight = weight };

    public static int Target(byte* at) => ((Record*)at)->Target;

    public T Weight(byte* at) => ((Record*)at)->Weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Deliver(byte* start, byte* end, T* accumulators)
    {
        for (Record* p = (Record*)start; p < (Record*)end; p++) accumulators[p->Target] += p->Weight;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Record
    {
        public int Target;
        public T Weight;
    }
}
