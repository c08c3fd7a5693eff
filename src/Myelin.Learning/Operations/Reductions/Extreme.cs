using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Reductions
{
    /// <summary>The largest or smallest number along an axis; the first of them gets the gradient.</summary>
    internal sealed unsafe class Extreme : Operation
    {
        private readonly Action<int> forward;
        private readonly Action<int> backward;
        private Tensor x;
        private Tensor places;
        private AxisLayout layout;
        private float* result;
        private float* target;
        private int perChunk;
        private bool isLargest;
        private bool first;

        /// <summary>Made by the tape.</summary>
        public Extreme()
        {
            forward = Forward;
            backward = Differentiate;
        }

        public static Tensor Of(Tensor x, int axis, bool keep, bool isLargest, bool wantsPlaces, string name)
        {
            x = x.Expanded();
            Shape shape = x.Shape;
            axis = AxisSet.Of(shape, axis, name);
            if (shape[axis] == 0) throw new ArgumentException($"{name}: axis {axis} of the shape {shape} has no numbers.");
            Extreme operation = Rent<Extreme>();
            operation.x = x;
            operation.layout = AxisLayout.Of(shape, axis);
            operation.isLargest = isLargest;
            Shape reduced = AxisSet.Reduced(shape, 1u << axis, keep);
            Tape tape = Tape.Current;
            Tensor y = tape.New(reduced);
            operation.places = tape.New(reduced);
            operation.result = y.Pointer;
            Workers.Run(Chunk.Rows(operation.layout.Outer, (long)operation.layout.Length * operation.layout.Inner, out operation.perChunk), operation.forward);
            if (!wantsPlaces) return operation.Record(y, x);
            int* place = (int*)operation.places.Pointer;
            for (long i = 0; i < reduced.Count; i++) y.Pointer[i] = place[i];
            return operation.Record(y);
        }

        protected override void Backward()
        {
            target = GradientTarget(x, out first);
            Workers.Run(Chunk.Rows(layout.Outer, (long)layout.Length * layout.Inner, out perChunk), backward);
        }

        private void Forward(int chunk)
        {
            int end = Math.Min(layout.Outer, (chunk + 1) * perChunk), inner = layout.Inner;
            for (int o = chunk * perChunk; o < end; o++)
            {
                float* from = x.Pointer + ((long)o * layout.Length * inner), to = result + ((long)o * inner);
                int* place = (int*)places.Pointer + ((long)o * inner);
                for (int i = 0; i < inner; i++)
                {
                    to[i] = from[i];
                    place[i] = 0;
                }

                for (int k = 1; k < layout.Length; k++)
                {
                    float* row = from + ((long)k * inner);
                    for (int i = 0; i < inner; i++)
                    {
                        if (isLargest ? row[i] <= to[i] : row[i] >= to[i]) continue;
                        if (float.IsNaN(to[i])) continue;
                        to[i] = row[i];
                        place[i] = k;
                    }
                }
            }
        }

        private void Differentiate(int chunk)
        {
            int end = Math.Min(layout.Outer, (chunk + 1) * perChunk), inner = layout.Inner;
            for (int o = chunk * perChunk; o < end; o++)
            {
                float* to = target + ((long)o * layout.Length * inner), from = Result.GradientPointer + ((long)o * inner);
                int* place = (int*)places.Pointer + ((long)o * inner);
                if (first) new Span<float>(to, layout.Length * inner).Clear();
                for (int i = 0; i < inner; i++) to[((long)place[i] * inner) + i] += from[i];
            }
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The largest numbers along an axis (torch.max); the first of several that are equal gets the gradient.</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="keep">Whether the axis stays, with length 1.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Max(int axis, bool keep = false) => Extreme.Of(this, axis, keep, isLargest: true, wantsPlaces: false, "max");

        /// <summary>The smallest numbers along an axis (torch.min); the first of several that are equal gets the gradient.</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="keep">Whether the axis stays, with length 1.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Min(int axis, bool keep = false) => Extreme.Of(this, axis, keep, isLargest: false, wantsPlaces: false, "min");

        /// <summary>Where the largest numbers along an axis are, counted from 0 (torch.argmax); no gradient.</summary>
        /// <param name="axis">The axis, negative counted from the end.</param>
        /// <param name="keep">Whether the axis stays, with length 1.</param>
        /// <exception cref="ArgumentException">There is no such axis.</exception>
        public Tensor Argmax(int axis, bool keep = false) => Extreme.Of(this, axis, keep, isLargest: true, wantsPlaces: true, "argmax");
    }
}
