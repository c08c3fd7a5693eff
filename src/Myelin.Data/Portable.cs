using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Data;

/// <summary>Elementary functions that round alike on every processor, so that what is generated is the same everywhere; those of .NET need not.</summary>
internal static class Portable
{
    public static float Sin(float x) => Simd.Sin(new Simd(Vector512.Create(x))).Vector.ToScalar();

    public static float Cos(float x) => Simd.Cos(new Simd(Vector512.Create(x))).Vector.ToScalar();

    public static float Exp(float x) => Simd.Exp(new Simd(Vector512.Create(x))).Vector.ToScalar();

    public static double Sin(double x) => SimdDouble.Sin(SimdDouble.Constant(x)).Low.ToScalar();

    public static double Exp(double x) => SimdDouble.Exp(SimdDouble.Constant(x)).Low.ToScalar();

    public static double Log(double x) => SimdDouble.Log(SimdDouble.Constant(x)).Low.ToScalar();
}
