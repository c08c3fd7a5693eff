using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Operations.Normalisation
{
    /// <summary>The factors of a dropout: 0, or what keeps the mean.</summary>
    internal sealed unsafe class DropoutMask
    {
        [ThreadStatic]
        private static DropoutMask? mine;

        private readonly Action<int> body;
        private float* mask;
        private long count;
        private float probability;
        private ulong seed;
        private uint step;

        private DropoutMask() => body = Draw;

        /// <summary>Draws factors; they depend on seed, step and place alone.</summary>
        public static Tensor Of(Shape shape, float probability, ulong seed, uint step)
        {
            Tensor tensor = Tape.Current.New(shape);
            DropoutMask job = mine ??= new DropoutMask();
            job.mask = tensor.Pointer;
            job.count = shape.Count;
            job.probability = probability;
            job.seed = seed;
            job.step = step;
            Workers.Run(Chunk.Count(job.count), job.body);
            return tensor;
        }

        private void Draw(int chunk)
        {
            (long start, int length) = Chunk.Range(chunk, count);
            var numbers = new Span<float>(mask + start, length);
            var stream = new RandomStream(seed, StreamPurpose.Data, step, (uint)chunk);
            stream.FillUniform(numbers);
            float kept = 1 / (1 - probability);
            for (int i = 0; i < numbers.Length; i++) numbers[i] = numbers[i] < probability ? 0 : kept;
        }
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>
        /// Every number is 0 with a probability, and divided by the probability of the others otherwise (torch.nn.functional.dropout in training).
        /// The mask is a function of seed, step and place, whatever the number of threads.
        /// </summary>
        /// <param name="probability">Of being dropped; at least 0, less than 1.</param>
        /// <param name="seed">One for each layer.</param>
        /// <param name="step">Counts iterations.</param>
        /// <param name="sameOverTime">Whether all slices of the outermost axis have the same mask.</param>
        /// <exception cref="ArgumentException">The probability is not in [0, 1).</exception>
        public Tensor Dropout(float probability, ulong seed, uint step, bool sameOverTime = false)
        {
            if (!(probability >= 0 && probability < 1)) throw new ArgumentException($"dropout: the probability must be at least 0 and less than 1, got {probability}.");
            if (probability == 0) return this;
            Shape shape = sameOverTime && Shape.Rank > 0 ? Shape.Slice(1, Shape.Rank) : Shape;
            return this * Operations.Normalisation.DropoutMask.Of(shape, probability, seed, step);
        }
    }
}
