using System.Runtime.Intrinsics;

namespace Myelin.Values;

/// <summary>Elementary functions whose last bit does not depend on the processor.</summary>
internal static class Elementary
{
    internal static Vector512<float> Exp(Vector512<float> x) => Vector512.Exp(x);

    internal static Vector512<double> Exp(Vector512<double> x) => Vector512.Exp(x);

    internal static Vector512<float> Log(Vector512<float> x) => Vector512.Log(x);

    internal static Vector512<double> Log(Vector512<double> x) => Vector512.Log(x);

    internal static (Vector512<float> Sin, Vector512<float> Cos) SinCos(Vector512<float> x) => Vector512.SinCos(x);

    internal static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> x) => Vector512.SinCos(x);
}
