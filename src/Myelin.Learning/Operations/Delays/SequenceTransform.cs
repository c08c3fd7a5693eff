using System.Runtime.Intrinsics;
using Myelin.Learning.Products;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// The convolution of sequences as products of their discrete Fourier transforms of length N, with real numbers only: y = C ((A x) (E k)), where A and E take the real part, the imaginary part
/// and their sum for every frequency, and C turns the three products back (three real products make a complex one). Only the part of a window that nothing has wrapped round to is
/// used (overlap-save). A sequence of N real numbers is one of N / 2 complex ones, which a fast Fourier transform of the factors 2, 3 and 5 takes apart (Stockham's order); 16 sequences, which lie side by
/// side in rows, go through it at once.
/// </summary>
internal sealed unsafe class SequenceTransform
{
    private const int Lanes = 16;
    private const int Strip = 8 * Lanes;

    [ThreadStatic]
    private static Dictionary<(int Size, int Taps), SequenceTransform>? known;

    private readonly Action<int> analyse;
    private readonly Action<int> synthesise;
    private readonly int half;
    private readonly int[] factors;
    private readonly float[] cosines;
    private readonly float[] sines;
    private float* rows;
    private float* spectrum;
    private int first;
    private int count;
    private int columns;
    private bool isAdjoint;

    private SequenceTransform(int size, int taps)
    {
        (Size, Taps, half, Products) = (size, taps, size / 2, 2 + (3 * ((size / 2) - 1)));
        factors = [.. Factors(half)!];
        cosines = new float[size];
        sines = new float[size];
        for (int i = 0; i < size; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / size);
            (cosines[i], sines[i]) = ((float)cosine, (float)sine);
        }

        (analyse, synthesise) = (Analyse, Synthesise);
    }

    /// <summary>N, the length of a window.</summary>
    public int Size { get; }

    /// <summary>Places of the kernel.</summary>
    public int Taps { get; }

    /// <summary>The longest delay.</summary>
    public int Longest => Taps - 1;

    /// <summary>Outputs of a window.</summary>
    public int Length => Size - Longest;

    /// <summary>M, the number of products.</summary>
    public int Products { get; }

    /// <summary>The transform that costs least, and how many multiplications a forward pass takes with it.</summary>
    public static (SequenceTransform Transform, double Cost) Best(int steps, int samples, int taps, int inputs, int outputs)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int size = taps + 1 + (taps % 2 == 0 ? 1 : 0); ; size += 2)
        {
            if (Factors(size / 2) is null) continue;
            double blocks = Math.Ceiling(steps / (double)(size - taps + 1)), sequences = (blocks * samples * (inputs + (double)outputs)) + ((double)inputs * outputs);
            double cost = ((2 + (3 * ((size / 2) - 1))) * blocks * samples * inputs * outputs) + (sequences * size * 2 * Math.Log2(size));
            if (cost < least) (best, least) = (size, cost);
            if (blocks <= 1) break;
        }

        known ??= [];
        if (!known.TryGetValue((best, taps), out SequenceTransform? transform)) known[(best, taps)] = transform = new SequenceTransform(best, taps);
        return (transform, least);
    }

    /// <summary>Transforms sequences: A^T x or E^T k; the adjoint C^T g.</summary>
    /// <param name="from">rows x columns: a step of all sequences after the other.</param>
    /// <param name="place">Where the first row stands in the window; zeros around.</param>
    /// <param name="length">Number of rows.</param>
    /// <param name="width">Number of sequences.</param>
    /// <param name="to">[M, columns].</param>
    /// <param name="adjoint">Whether it is C^T.</param>
    public void Analyse(float* from, int place, int length, int width, float* to, bool adjoint) => Run(analyse, from, place, length, width, to, adjoint);

    /// <summary>Turns products back, C z; the adjoint adds A s or E s to what is there.</summary>
    /// <param name="from">[M, columns].</param>
    /// <param name="to">rows x columns.</param>
    /// <param name="place">Where the first row stands in the window.</param>
    /// <param name="length">Number of rows.</param>
    /// <param name="width">Number of sequences.</param>
    /// <param name="adjoint">Whether it is A or E.</param>
    public void Synthesise(float* from, float* to, int place, int length, int width, bool adjoint) => Run(synthesise, to, place, length, width, from, adjoint);

    private static List<int>? Factors(int number)
    {
        var found = new List<int>();
        foreach (int factor in (ReadOnlySpan<int>)[5, 3, 2])
        {
            for (; number % factor == 0; number /= factor) found.Add(factor);
        }

        return number == 1 ? found : null;
    }

    private void Run(Action<int> body, float* steps, int place, int length, int width, float* transformed, bool adjoint)
    {
        rows = steps;
        spectrum = transformed;
        (first, count, columns, isAdjoint) = (place, length, width, adjoint);
        Workers.Run((width + Strip - 1) / Strip, body);
    }

    private void Analyse(int chunk)
    {
        float* memory = Memory(out float* strip);
        int start = chunk * Strip, width = Math.Min(Strip, columns - start);
        for (int column = start; column < start + width; column += Lanes)
        {
            for (int j = 0; j < half; j++)
            {
                Row((2 * j) - first, column).Store(memory + (j * Lanes));
                Row((2 * j) + 1 - first, column).Store(memory + ((half + j) * Lanes));
            }

            float* z = Transform(memory), products = strip + (column - start);
            for (int k = 0; k <= half; k++)
            {
                // X[k] = even[k] + odd[k] exp(-2 pi i k / N), the two halves of what the complex transform mixed.
                int own = k % half, other = (half - k) % half;
                Vector512<float> r = Vector512.Load(z + (own * Lanes)), i = Vector512.Load(z + ((half + own) * Lanes));
                Vector512<float> r2 = Vector512.Load(z + (other * Lanes)), i2 = Vector512.Load(z + ((half + other) * Lanes));
                Vector512<float> oddReal = (i + i2) * 0.5f, oddImaginary = (r2 - r) * 0.5f;
                Vector512<float> real = ((r + r2) * 0.5f) + (oddReal * cosines[k]) + (oddImaginary * sines[k]);
                Vector512<float> imaginary = ((i - i2) * 0.5f) + (oddImaginary * cosines[k]) - (oddReal * sines[k]);
                if (k == 0 || k == half)
                {
                    (isAdjoint ? real * (1f / Size) : real).Store(products + ((k == 0 ? 0 : Products - 1) * Strip));
                    continue;
                }

                Vector512<float> scale = Vector512.Create(2f / Size);
                (isAdjoint ? (real - imaginary) * scale : real).Store(products + (((3 * k) - 2) * Strip));
                (isAdjoint ? -(real + imaginary) * scale : imaginary).Store(products + (((3 * k) - 1) * Strip));
                (isAdjoint ? imaginary * scale : real + imaginary).Store(products + (3 * k * Strip));
            }
        }

        for (int m = 0; m < Products; m++) new ReadOnlySpan<float>(strip + (m * Strip), width).CopyTo(new Span<float>(spectrum + ((long)m * columns) + start, width));
    }

    private void Synthesise(int chunk)
    {
        float* memory = Memory(out float* strip), real = memory + (4 * half * Lanes), imaginary = real + ((half + 1) * Lanes);
        int start = chunk * Strip, width = Math.Min(Strip, columns - start);
        for (int m = 0; m < Products; m++) new ReadOnlySpan<float>(spectrum + ((long)m * columns) + start, width).CopyTo(new Span<float>(strip + (m * Strip), width));
        for (int column = start; column < start + width; column += Lanes)
        {
            float* products = strip + (column - start);
            for (int k = 0; k <= half; k++)
            {
                Vector512<float> r = Vector512.Load(products + ((k == 0 ? 0 : k == half ? Products - 1 : (3 * k) - 2) * Strip)), i = Vector512<float>.Zero;
                if (k > 0 && k < half)
                {
                    Vector512<float> second = Vector512.Load(products + (((3 * k) - 1) * Strip)), third = Vector512.Load(products + (3 * k * Strip));
                    (r, i) = isAdjoint ? ((r + third) * (Size / 2f), (second + third) * (Size / 2f)) : (r - second, third - r - second);
                }
                else if (isAdjoint)
                {
                    r *= Size;
                }

                r.Store(real + (k * Lanes));
                i.Store(imaginary + (k * Lanes));
            }

            // The inverse transform is the conjugate of that of the conjugate.
            for (int k = 0; k < half; k++)
            {
                Vector512<float> r = Vector512.Load(real + (k * Lanes)), i = Vector512.Load(imaginary + (k * Lanes));
                Vector512<float> r2 = Vector512.Load(real + ((half - k) * Lanes)), i2 = Vector512.Load(imaginary + ((half - k) * Lanes));
                Vector512<float> oddReal = ((r - r2) * cosines[k]) - ((i + i2) * sines[k]), oddImaginary = ((i + i2) * cosines[k]) + ((r - r2) * sines[k]);
                ((r + r2 - oddImaginary) * 0.5f).Store(memory + (k * Lanes));
                ((i2 - i - oddReal) * 0.5f).Store(memory + ((half + k) * Lanes));
            }

            float* z = Transform(memory);
            for (int t = 0; t < count; t++)
            {
                int at = t + first;
                Vector512<float> value = Vector512.Load(z + ((at / 2) + (at % 2 == 0 ? 0 : half)) * Lanes) * (at % 2 == 0 ? 1f / half : -1f / half);
                float* to = rows + ((long)t * columns) + column;
                if (isAdjoint) value += Load(to, column);
                Store(value, to, column);
            }
        }
    }

    // For the transform of 16 sequences, and all products of a strip of them, whose rows lie far apart in what is read or written.
    private float* Memory(out float* strip)
    {
        long own = 6L * (half + 1) * Lanes;
        float* memory = Scratch.Rent(6, own + ((long)Products * Strip));
        strip = memory + own;
        return memory;
    }

    // The transform of N / 2 complex numbers, real parts in front of imaginary ones; the result lies in one of two places.
    private float* Transform(float* memory)
    {
        float* from = memory, to = memory + (2 * half * Lanes);
        int length = half, stride = 1;
        foreach (int factor in factors)
        {
            int part = length / factor;
            for (int p = 0; p < part; p++)
            {
                for (int q = 0; q < stride; q++) Butterfly(from + ((q + (stride * p)) * Lanes), stride * part, to + ((q + (stride * factor * p)) * Lanes), stride, factor, p * (Size / length));
            }

            (length, stride) = (part, stride * factor);
            float* written = to;
            to = from;
            from = written;
        }

        return from;
    }

    // The transform of a few numbers, each turned by as many parts of a circle of N as its frequency times the turn.
    private void Butterfly(float* from, int apart, float* to, int beside, int factor, int turn)
    {
        int imaginary = half * Lanes;
        if (factor == 2)
        {
            Vector512<float> r0 = Vector512.Load(from), i0 = Vector512.Load(from + imaginary), r1 = Vector512.Load(from + (apart * Lanes)), i1 = Vector512.Load(from + (apart * Lanes) + imaginary);
            (r0 + r1).Store(to);
            (i0 + i1).Store(to + imaginary);
            Turned(r0 - r1, i0 - i1, turn, to + (beside * Lanes), imaginary);
            return;
        }

        for (int k = 0; k < factor; k++)
        {
            Vector512<float> r = Vector512.Load(from), i = Vector512.Load(from + imaginary);
            for (int j = 1; j < factor; j++)
            {
                int angle = j * k % factor * (Size / factor);
                Vector512<float> c = Vector512.Create(cosines[angle]), s = Vector512.Create(sines[angle]), rj = Vector512.Load(from + (j * apart * Lanes)), ij = Vector512.Load(from + (j * apart * Lanes) + imaginary);
                r += (rj * c) + (ij * s);
                i += (ij * c) - (rj * s);
            }

            Turned(r, i, turn * k, to + (k * beside * Lanes), imaginary);
        }
    }

    private void Turned(Vector512<float> r, Vector512<float> i, int turn, float* to, int imaginary)
    {
        Vector512<float> c = Vector512.Create(cosines[turn]), s = Vector512.Create(sines[turn]);
        ((r * c) + (i * s)).Store(to);
        ((i * c) - (r * s)).Store(to + imaginary);
    }

    private Vector512<float> Row(int row, int column) => row < 0 || row >= count ? Vector512<float>.Zero : Load(rows + ((long)row * columns) + column, column);

    private Vector512<float> Load(float* from, int column)
    {
        if (column + Lanes <= columns) return Vector512.Load(from);
        Vector512<float> value = Vector512<float>.Zero;
        for (int i = 0; i < columns - column; i++) value = value.WithElement(i, from[i]);
        return value;
    }

    private void Store(Vector512<float> value, float* to, int column)
    {
        if (column + Lanes <= columns)
        {
            value.Store(to);
            return;
        }

        for (int i = 0; i < columns - column; i++) to[i] = value.GetElement(i);
    }
}
