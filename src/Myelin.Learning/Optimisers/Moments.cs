using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Optimisers;

/// <summary>The moving means of a gradient and of its square, which Adam and its relatives keep.</summary>
internal readonly struct Moments(double beta1, double beta2)
{
    private readonly Vector512<float> keepMean = Vector512.Create((float)beta1);
    private readonly Vector512<float> takeMean = Vector512.Create((float)(1 - beta1));
    private readonly Vector512<float> keepSquare = Vector512.Create((float)beta2);
    private readonly Vector512<float> takeSquare = Vector512.Create((float)(1 - beta2));

    /// <summary>mean = b1 mean + (1 - b1) g; square = b2 square + (1 - b2) g^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(Vector512<float> gradient, ref Vector512<float> mean, ref Vector512<float> square)
    {
        mean = Vector512.FusedMultiplyAdd(keepMean, mean, takeMean * gradient);
        square = Vector512.FusedMultiplyAdd(keepSquare, square, takeSquare * (gradient * gradient));
    }
}
