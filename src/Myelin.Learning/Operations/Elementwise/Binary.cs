using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;
using Myelin.Values;
using Derived = Myelin.Values.Dual<Myelin.Values.Simd, Myelin.Values.Tangents.Tangent<Myelin.Values.Simd>, Myelin.Learning.Operations.Elementwise.NoSpike>;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>A function applied to pairs of numbers of two tensors, with broadcasting; what repeats over time in both is computed once.</summary>
internal sealed unsafe class Binary<TFunction> : Operation
    where TFunction : struct, IFunction2
{
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private TFunction function;
    private Broadcast shape;
    private Tensor a;
    private Tensor b;
    private float* to;
    private float* gradient;
    private long count;
    private bool first;
    private bool isLeft;

    /// <summary>Made by the tape.</summary>
    public Binary()
    {
        forward = Forward;
        backward = Differentiate;
    }

    private interface IKernel
    {
        void Apply(float* a, bool aRuns, float* b, bool bRuns, long at, int length);
    }

    public static Tensor Of(Tensor a, Tensor b, TFunction function)
    {
        Binary<TFunction> operation = Rent<Binary<TFunction>>();
        operation.function = function;
        operation.a = a;
        operation.b = b;
        operation.shape = Broadcast.Of(a.StoredShape, b.StoredShape, TFunction.Name);
        Shape stored = operation.shape.Result;
        Shape whole = a.Repeats || b.Repeats ? Broadcast.Of(a.Shape, b.Shape, TFunction.Name).Result : stored;
        Tape tape = Tape.Current;
        Tensor y = whole != stored ? tape.NewRepeated(whole) : tape.New(whole);
        operation.to = y.Pointer;
        operation.count = stored.Count;
        Workers.Run(Chunk.Count(operation.count), operation.forward);
        return TFunction.HasGradient ? operation.Record(y, a, b) : operation.Record(y);
    }

    protected override void Backward()
    {
        gradient = Result.GradientPointer;
        Differentiate(a, isLeft: true);
        Differentiate(b, isLeft: false);
    }

    private void Differentiate(Tensor operand, bool isLeft)
    {
        if (!operand.RequiresGradient) return;
        this.isLeft = isLeft;
        if (operand.Storage.Stored == count)
        {
            to = GradientTarget(operand, out first);
            Workers.Run(Chunk.Count(count), backward);
            return;
        }

        first = true;
        to = Scratch.Rent(6, count);
        Workers.Run(Chunk.Count(count), backward);
        float* target = GradientTarget(operand, out bool set);
        AxisSum.Run(to, shape.Result, AxisSum.Broadcast(operand.StoredShape, shape.Result), target, add: !set);
    }

    private void Forward(int chunk) => Walk(chunk, new Value(this));

    private void Differentiate(int chunk)
    {
        if (isLeft) Walk(chunk, new Slope<Left>(this));
        else Walk(chunk, new Slope<Right>(this));
    }

    private void Walk<TKernel>(int chunk, TKernel kernel)
        where TKernel : struct, IKernel
    {
        (long at, int length) = Chunk.Range(chunk, count);
        long end = at + length;
        int run = shape.Run;
        float* l = a.Pointer, r = b.Pointer;
        while (at < end)
        {
            (long row, long inside) = Math.DivRem(at, run);
            (long left, long right) = shape.Start(row);
            int now = (int)Math.Min(run - inside, end - at);
            kernel.Apply(l + left + (shape.LeftRuns ? inside : 0), shape.LeftRuns, r + right + (shape.RightRuns ? inside : 0), shape.RightRuns, at, now);
            at += now;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* from, bool runs, int i) => runs ? Vector512.Load(from + i) : Vector512.Create(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* from, bool runs, int i, int count) => runs ? Edge.Load(from + i, count) : Vector512.Create(*from);

    private readonly struct Value(Binary<TFunction> operation) : IKernel
    {
        public void Apply(float* a, bool aRuns, float* b, bool bRuns, long at, int length)
        {
            TFunction function = operation.function;
            float* y = operation.to + at;
            int i = 0;
            for (; i + 16 <= length; i += 16) function.Of(new Simd(Load(a, aRuns, i)), new Simd(Load(b, bRuns, i))).Vector.Store(y + i);
            if (i < length) Edge.Store(function.Of(new Simd(Load(a, aRuns, i, length - i)), new Simd(Load(b, bRuns, i, length - i))).Vector, y + i, length - i);
        }
    }

    private readonly struct Slope<TSide>(Binary<TFunction> operation) : IKernel
        where TSide : struct, ISide
    {
        public void Apply(float* a, bool aRuns, float* b, bool bRuns, long at, int length)
        {
            TFunction function = operation.function;
            float* y = operation.to + at, g = operation.gradient + at;
            bool first = operation.first;
            int i = 0;
            for (; i + 16 <= length; i += 16)
            {
                Vector512<float> slope = TSide.Of(function, Load(a, aRuns, i), Load(b, bRuns, i)) * Vector512.Load(g + i);
                (first ? slope : slope + Vector512.Load(y + i)).Store(y + i);
            }

            if (i == length) return;
            int rest = length - i;
            Vector512<float> last = TSide.Of(function, Load(a, aRuns, i, rest), Load(b, bRuns, i, rest)) * Edge.Load(g + i, rest);
            Edge.Store(first ? last : last + Edge.Load(y + i, rest), y + i, rest);
        }
    }

    private interface ISide
    {
        static abstract Vector512<float> Of(TFunction function, Vector512<float> a, Vector512<float> b);
    }

    private readonly struct Left : ISide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(TFunction function, Vector512<float> a, Vector512<float> b) =>
            function.Of(new Derived(new Simd(a), new(Simd.One)), new Derived(new Simd(b), default)).Tangent.Value.Vector;
    }

    private readonly struct Right : ISide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(TFunction function, Vector512<float> a, Vector512<float> b) =>
            function.Of(new Derived(new Simd(a), default), new Derived(new Simd(b), new(Simd.One))).Tangent.Value.Vector;
    }
}
