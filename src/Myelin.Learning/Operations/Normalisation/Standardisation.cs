using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Normalisation;

/// <summary>Rows of numbers divided by their spread, with or without their mean subtracted.</summary>
internal sealed unsafe class Standardisation : Operation
{
    private readonly Action<int> forward;
    private readonly Action<int> backward;
    private Tensor x;
    private Tensor inverse;
    private float* result;
    private float* target;
    private float epsilon;
    private int rows;
    private int length;
    private int perChunk;
    private bool centres;
    private bool first;

    /// <summary>Made by the tape.</summary>
    public Standardisation()
    {
        forward = Forward;
        backward = Differentiate;
    }

    /// <summary>Standardises rows of so many numbers.</summary>
    public static Tensor Of(Tensor x, int length, float epsilon, bool centres)
    {
        Standardisation operation = Rent<Standardisation>();
        operation.x = x = x.Expanded();
        operation.length = length;
        operation.rows = checked((int)(x.Shape.Count / Math.Max(1, length)));
        operation.epsilon = epsilon;
        operation.centres = centres;
        Tape tape = Tape.Current;
        Tensor y = tape.New(x.Shape);
        operation.inverse = tape.New([operation.rows]);
        operation.result = y.Pointer;
        Workers.Run(Chunk.Rows(operation.rows, length, out operation.perChunk), operation.forward);
        return operation.Record(y, x);
    }

    protected override void Backward()
    {
        target = GradientTarget(x, out first);
        Workers.Run(Chunk.Rows(rows, length, out perChunk), backward);
    }

    private void Forward(int chunk)
    {
        for (int r = chunk * perChunk; r < Math.Min(rows, (chunk + 1) * perChunk); r++)
        {
            var from = new ReadOnlySpan<float>(x.Pointer + ((long)r * length), length);
            var to = new Span<float>(result + ((long)r * length), length);
            if (centres) TensorPrimitives.Subtract(from, TensorPrimitives.Sum(from) / length, to);
            else from.CopyTo(to);
            float scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(to) / length) + epsilon);
            TensorPrimitives.Multiply(to, scale, to);
            inverse.Pointer[r] = scale;
        }
    }

    private void Differentiate(int chunk)
    {
        for (int r = chunk * perChunk; r < Math.Min(rows, (chunk + 1) * perChunk); r++)
        {
            float* y = result + ((long)r * length), g = Result.GradientPointer + ((long)r * length), to = target + ((long)r * length);
            var gradient = new ReadOnlySpan<float>(g, length);
            float scale = inverse.Pointer[r], mean = centres ? TensorPrimitives.Sum(gradient) / length : 0;
            float along = TensorPrimitives.Dot(gradient, new ReadOnlySpan<float>(y, length)) / length;
            if (first)
            {
                for (int i = 0; i < length; i++) to[i] = scale * (g[i] - mean - (y[i] * along));
            }
            else
            {
                for (int i = 0; i < length; i++) to[i] += scale * (g[i] - mean - (y[i] * along));
            }
        }
    }
}
