using System.Runtime.Intrinsics;

namespace Myelin.Learning.Operations.Normalisation;

/// <summary>Sixteen channels at a time, where channels are the innermost axis.</summary>
internal sealed unsafe partial class BatchNormalisation
{
    private const int RowsPerSum = 64;

    private bool IsVector(int count) => layout.Inner == 1 && count == Block;

    private static void AddTo(double* sums, Vector512<float> some)
    {
        for (int c = 0; c < Block; c++) sums[c] += some[c];
    }

    private void SumVector(int start, double* sums)
    {
        for (int from = 0; from < layout.Outer; from += RowsPerSum)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            for (int o = from; o < Math.Min(layout.Outer, from + RowsPerSum); o++) sum += Vector512.Load(Row(x.Pointer, o, start));
            AddTo(sums, sum);
        }
    }

    private void SquareVector(int start, double* sums)
    {
        Vector512<float> mean = Vector512.Load(means.Pointer + start);
        for (int from = 0; from < layout.Outer; from += RowsPerSum)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            for (int o = from; o < Math.Min(layout.Outer, from + RowsPerSum); o++)
            {
                Vector512<float> difference = Vector512.Load(Row(x.Pointer, o, start)) - mean;
                sum = Vector512.FusedMultiplyAdd(difference, difference, sum);
            }

            AddTo(sums, sum);
        }
    }

    private void ApplyVector(int start)
    {
        float* numbers = stackalloc float[2 * Block];
        for (int c = 0; c < Block; c++)
        {
            numbers[c] = Factor(start + c) * inverses.Pointer[start + c];
            numbers[Block + c] = (bias.Exists ? bias.Pointer[start + c] : 0) - (means.Pointer[start + c] * numbers[c]);
        }

        Vector512<float> factor = Vector512.Load(numbers), offset = Vector512.Load(numbers + Block);
        for (int o = 0; o < layout.Outer; o++)
            Vector512.FusedMultiplyAdd(Vector512.Load(Row(x.Pointer, o, start)), factor, offset).Store(Row(result, o, start));
    }

    private void GradientVector(int start, double* sums, double* products)
    {
        float* gradient = Result.GradientPointer;
        Vector512<float> mean = Vector512.Load(means.Pointer + start);
        for (int from = 0; from < layout.Outer; from += RowsPerSum)
        {
            Vector512<float> sum = Vector512<float>.Zero, product = Vector512<float>.Zero;
            for (int o = from; o < Math.Min(layout.Outer, from + RowsPerSum); o++)
            {
                Vector512<float> g = Vector512.Load(Row(gradient, o, start));
                sum += g;
                product = Vector512.FusedMultiplyAdd(g, Vector512.Load(Row(x.Pointer, o, start)) - mean, product);
            }

            AddTo(sums, sum);
            AddTo(products, product);
        }
    }

    private void SpreadVector(int start, double* sums, double* products)
    {
        float* numbers = stackalloc float[3 * Block];
        for (int c = 0; c < Block; c++)
        {
            float inverse = inverses.Pointer[start + c];
            numbers[c] = Factor(start + c) * inverse;
            numbers[Block + c] = trains ? (float)(sums[c] / Each) : 0;
            numbers[(2 * Block) + c] = trains ? (float)(products[c] / Each) * inverse * inverse : 0;
        }

        float* gradient = Result.GradientPointer;
        Vector512<float> mean = Vector512.Load(means.Pointer + start), factor = Vector512.Load(numbers), sum = Vector512.Load(numbers + Block), along = Vector512.Load(numbers + (2 * Block));
        for (int o = 0; o < layout.Outer; o++)
        {
            float* to = Row(target, o, start);
            Vector512<float> slope = factor * (Vector512.Load(Row(gradient, o, start)) - sum - ((Vector512.Load(Row(x.Pointer, o, start)) - mean) * along));
            (first ? slope : slope + Vector512.Load(to)).Store(to);
        }
    }
}
