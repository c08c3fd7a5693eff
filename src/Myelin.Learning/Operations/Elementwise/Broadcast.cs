using System.Runtime.CompilerServices;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Elementwise;

/// <summary>
/// How two operands lie under a result: axes are aligned from the innermost, and an axis of length 1 is repeated. Neighbouring axes that
/// both operands pass in the same way are joined, so that most results are a few long runs.
/// </summary>
internal struct Broadcast
{
    private Axes lengths;
    private Axes left;
    private Axes right;
    private int outer;

    /// <summary>Length of a run.</summary>
    public int Run { get; private set; }

    /// <summary>Whether the left operand has a number for each of a run, or one for all.</summary>
    public bool LeftRuns { get; private set; }

    /// <summary>Whether the right operand has a number for each of a run, or one for all.</summary>
    public bool RightRuns { get; private set; }

    /// <summary>Shape of the result.</summary>
    public Shape Result { get; private set; }

    /// <summary>Aligns two shapes.</summary>
    /// <param name="a">Shape of the left operand.</param>
    /// <param name="b">Shape of the right operand.</param>
    /// <param name="operation">What the message calls the operation.</param>
    /// <exception cref="ArgumentException">An axis differs and neither is 1.</exception>
    public static Broadcast Of(Shape a, Shape b, string operation)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> result = stackalloc int[rank];
        Broadcast broadcast = default;
        int leftStride = 1, rightStride = 1, runs = -1;
        Span<int> length = stackalloc int[rank], leftSteps = stackalloc int[rank], rightSteps = stackalloc int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int m = i <= a.Rank ? a[^i] : 1, n = i <= b.Rank ? b[^i] : 1;
            if (m != n && m != 1 && n != 1) throw Refusal(a, b, operation);
            int both = m == 1 ? n : m;
            result[rank - i] = both;
            if (both == 1) continue;
            int leftStep = m == 1 ? 0 : leftStride, rightStep = n == 1 ? 0 : rightStride;
            bool joins = runs >= 0 && leftStep == leftSteps[runs] * length[runs] && rightStep == rightSteps[runs] * length[runs];
            if (joins)
            {
                length[runs] *= both;
            }
            else
            {
                runs++;
                length[runs] = both;
                leftSteps[runs] = leftStep;
                rightSteps[runs] = rightStep;
            }

            leftStride *= m;
            rightStride *= n;
        }

        broadcast.Result = Shape.Create(result);
        broadcast.Run = runs < 0 ? 1 : length[0];
        broadcast.LeftRuns = runs < 0 || leftSteps[0] != 0;
        broadcast.RightRuns = runs < 0 || rightSteps[0] != 0;
        broadcast.outer = Math.Max(0, runs);
        for (int i = 1; i <= runs; i++)
        {
            broadcast.lengths[i - 1] = length[i];
            broadcast.left[i - 1] = leftSteps[i];
            broadcast.right[i - 1] = rightSteps[i];
        }

        return broadcast;
    }

    /// <summary>Where a run of the result starts in the operands.</summary>
    public readonly (long Left, long Right) Start(long run)
    {
        long l = 0, r = 0;
        for (int i = 0; i < outer; i++)
        {
            (run, long digit) = Math.DivRem(run, lengths[i]);
            l += digit * left[i];
            r += digit * right[i];
        }

        return (l, r);
    }

    private static ArgumentException Refusal(Shape a, Shape b, string operation) =>
        new($"{operation}: the shapes {a} and {b} do not fit; aligned from the right, the lengths of an axis must be equal, or one of them 1.");

    [InlineArray(Shape.MaximumRank)]
    private struct Axes
    {
        private int first;
    }
}
