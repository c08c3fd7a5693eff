using System.Runtime.Intrinsics;
using Myelin.Learning.Tensors;
using Myelin.Values;
using Derived = Myelin.Values.Dual<Myelin.Values.Simd, Myelin.Values.Tangents.Tangent<Myelin.Values.Simd>, Myelin.Learning.Operations.Elementwise.NoSpike>;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>A function applied to every number of a tensor; what repeats over time is computed once.</summary>
internal sealed unsafe class Unary<TFunction> : Operation
    where TFunction : struct, IFunction
{
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private TFunction function;
    private Tensor x;
    private float* from;
    private float* to;
    private float* gradient;
    private long count;
    private bool first;

    /// <summary>Made by the tape.</summary>
    public Unary()
    {
        forward = Forward;
        backward = Differentiate;
    }

    public static Tensor Of(Tensor x, TFunction function)
    {
        Unary<TFunction> operation = Rent<Unary<TFunction>>();
        Tape tape = Tape.Current;
        Tensor y = x.Repeats ? tape.NewRepeated(x.Shape) : tape.New(x.Shape);
        operation.function = function;
        operation.x = x;
        operation.from = x.Pointer;
        operation.to = y.Pointer;
        operation.count = x.Storage.Stored;
        Workers.Run(Chunk.Count(operation.count), operation.forward);
        return operation.Record(y, x);
    }

    protected override void Backward()
    {
        gradient = Result.GradientPointer;
        from = x.Pointer;
        to = GradientTarget(x, out first);
        Workers.Run(Chunk.Count(count), backward);
    }

    private void Forward(int chunk)
    {
        (long start, int length) = Chunk.Range(chunk, count);
        float* source = from + start, y = to + start;
        int i = 0;
        for (; i + 16 <= length; i += 16) function.Of(new Simd(Vector512.Load(source + i))).Vector.Store(y + i);
        if (i < length) Edge.Store(function.Of(new Simd(Edge.Load(source + i, length - i))).Vector, y + i, length - i);
    }

    private void Differentiate(int chunk)
    {
        (long start, int length) = Chunk.Range(chunk, count);
        float* source = from + start, y = to + start, g = gradient + start;
        int i = 0;
        for (; i + 16 <= length; i += 16)
        {
            Vector512<float> slope = Slope(Vector512.Load(source + i)) * Vector512.Load(g + i);
            (first ? slope : slope + Vector512.Load(y + i)).Store(y + i);
        }

        if (i == length) return;
        int rest = length - i;
        Vector512<float> last = Slope(Edge.Load(source + i, rest)) * Edge.Load(g + i, rest);
        Edge.Store(first ? last : last + Edge.Load(y + i, rest), y + i, rest);
    }

    private Vector512<float> Slope(Vector512<float> at) => function.Of(new Derived(new Simd(at), new(Simd.One))).Tangent.Value.Vector;
}
