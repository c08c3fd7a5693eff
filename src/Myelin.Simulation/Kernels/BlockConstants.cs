using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Myelin.Values;

namespace Myelin.Simulation.Kernels;

/// <summary>Where a loop over blocks has the constants of a block.</summary>
internal unsafe interface IBlockConstants<V, TSelf>
    where V : unmanaged, IValue<V>
    where TSelf : struct, IBlockConstants<V, TSelf>
{
    /// <summary>Whether they are read from memory at every block.</summary>
    static abstract bool AreInMemory { get; }

    /// <summary>Reads those that are not, before the loop.</summary>
    static abstract TSelf Load(V* constants, int count);

    /// <summary>The first of those that are not.</summary>
    [UnscopedRef]
    ref readonly V First { get; }
}

/// <summary>Constants of each block, or more than registers hold.</summary>
internal readonly unsafe struct StoredConstants<V> : IBlockConstants<V, StoredConstants<V>>
    where V : unmanaged, IValue<V>
{
    public static bool AreInMemory => true;

    [UnscopedRef]
    public ref readonly V First => ref Unsafe.NullRef<V>();

    public static StoredConstants<V> Load(V* constants, int count) => default;
}

/// <summary>
/// The constants of all blocks, copied to a local variable. Nothing else can write to it, so the compiler keeps it in registers, where it would have
/// to read memory again after every store of a state.
/// </summary>
internal unsafe struct SharedConstants<V> : IBlockConstants<V, SharedConstants<V>>
    where V : unmanaged, IValue<V>
{
    /// <summary>How many there can be: half the registers of AVX-512, the other half is for the step.</summary>
    public const int Room = 16;

    private V c0;
    private V c1;
    private V c2;
    private V c3;
    private V c4;
    private V c5;
    private V c6;
    private V c7;
    private V c8;
    private V c9;
    private V c10;
    private V c11;
    private V c12;
    private V c13;
    private V c14;
    private V c15;

    public static bool AreInMemory => false;

    [UnscopedRef]
    public readonly ref readonly V First => ref c0;

    // The number is known to the compiler, so what is not used is neither read nor kept.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SharedConstants<V> Load(V* constants, int count)
    {
        Unsafe.SkipInit(out SharedConstants<V> shared);
        if (count > 0) shared.c0 = constants[0];
        if (count > 1) shared.c1 = constants[1];
        if (count > 2) shared.c2 = constants[2];
        if (count > 3) shared.c3 = constants[3];
        if (count > 4) shared.c4 = constants[4];
        if (count > 5) shared.c5 = constants[5];
        if (count > 6) shared.c6 = constants[6];
        if (count > 7) shared.c7 = constants[7];
        if (count > 8) shared.c8 = constants[8];
        if (count > 9) shared.c9 = constants[9];
        if (count > 10) shared.c10 = constants[10];
        if (count > 11) shared.c11 = constants[11];
        if (count > 12) shared.c12 = constants[12];
        if (count > 13) shared.c13 = constants[13];
        if (count > 14) shared.c14 = constants[14];
        if (count > 15) shared.c15 = constants[15];
        return shared;
    }
}
