using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Optimisers;

/// <summary>The sign of sixteen numbers, which is 0 where they are.</summary>
internal static class Sign
{
    /// <summary>sign(x) size; NaN where x is, so that a broken gradient is seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Times(Vector512<float> x, Vector512<float> size)
    {
        Vector512<float> zero = Vector512<float>.Zero;
        Vector512<float> signed = Vector512.ConditionalSelect(Vector512.GreaterThan(x, zero), size, Vector512.ConditionalSelect(Vector512.LessThan(x, zero), -size, x));
        return signed;
    }
}
