using System.Runtime.Intrinsics;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>The last numbers of an array, fewer than sixteen, as a vector; the lanes beyond them are 1.</summary>
internal static unsafe class Edge
{
    public static Vector512<float> Load(float* from, int count)
    {
        Vector512<float> lanes = Vector512<float>.One;
        for (int i = 0; i < count; i++) lanes = lanes.WithElement(i, from[i]);
        return lanes;
    }

    public static void Store(Vector512<float> lanes, float* to, int count)
    {
        for (int i = 0; i < count; i++) to[i] = lanes[i];
    }
}
