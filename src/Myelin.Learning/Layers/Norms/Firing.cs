using System.Runtime.Intrinsics;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Tensors;
using Myelin.Values;

namespace Myelin.Learning.Layers.Norms;

/// <summary>Spikes that neurons emitted, with the surrogate's derivative at the distance from threshold that they are given.</summary>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
internal sealed unsafe class Firing<TSurrogate> : Operation
    where TSurrogate : struct, ISurrogate
{
    private readonly Action<int> backward;
    private Tensor distance;
    private float* from;
    private float* to;
    private float* gradient;
    private bool first;

    /// <summary>Made by the tape.</summary>
    public Firing() => backward = Differentiate;

    /// <summary>The spikes as they are; their gradient goes to the distance.</summary>
    /// <param name="emitted">What was emitted.</param>
    /// <param name="distance">Membrane potential less threshold, of the same shape.</param>
    public static Tensor Of(Tensor emitted, Tensor distance)
    {
        Firing<TSurrogate> operation = Rent<Firing<TSurrogate>>();
        Tensor y = Tape.Current.New(emitted.Shape);
        emitted.Values.CopyTo(y.Values);
        y.Storage.Active = emitted.Storage.Active;
        operation.distance = distance;
        return operation.Record(y, distance);
    }

    protected override void Backward()
    {
        from = distance.Pointer;
        gradient = Result.GradientPointer;
        to = GradientTarget(distance, out first);
        Workers.Run(Chunk.Count(distance.Shape.Count), backward);
    }

    private void Differentiate(int chunk)
    {
        (long start, int length) = Chunk.Range(chunk, distance.Shape.Count);
        float* x = from + start, y = to + start, g = gradient + start;
        int i = 0;
        for (; i + 16 <= length; i += 16)
        {
            Vector512<float> slope = TSurrogate.Derivative(new Simd(Vector512.Load(x + i))).Vector * Vector512.Load(g + i);
            (first ? slope : slope + Vector512.Load(y + i)).Store(y + i);
        }

        if (i == length) return;
        int rest = length - i;
        Vector512<float> last = TSurrogate.Derivative(new Simd(Edge.Load(x + i, rest))).Vector * Edge.Load(g + i, rest);
        Edge.Store(first ? last : last + Edge.Load(y + i, rest), y + i, rest);
    }
}
