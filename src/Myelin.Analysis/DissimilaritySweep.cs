namespace Myelin.Analysis;

/// <summary>
/// Goes through the pieces of a recording in which neither of two trains has a spike, and collects their values into a profile.
/// </summary>
internal ref struct DissimilaritySweep
{
    private readonly SurroundedTrain a;
    private readonly SurroundedTrain b;
    private readonly double stop;
    private readonly List<double> edges;
    private readonly List<double> begins;
    private readonly List<double> ends;

    public DissimilaritySweep(SurroundedTrain a, SurroundedTrain b, double start, double stop)
    {
        this.a = a;
        this.b = b;
        this.stop = stop;
        int most = a.Times.Length + b.Times.Length;
        edges = new List<double>(most) { start };
        begins = new List<double>(most);
        ends = new List<double>(most);
        Begin = End = start;
    }

    /// <summary>Begin of the piece [ms].</summary>
    public double Begin { get; private set; }

    /// <summary>End of the piece [ms].</summary>
    public double End { get; private set; }

    /// <summary>The interval of train a that contains the piece.</summary>
    public int A { get; private set; }

    /// <summary>The interval of train b that contains the piece.</summary>
    public int B { get; private set; }

    /// <summary>Goes to the next piece; false at the end of the recording.</summary>
    public bool MoveNext()
    {
        Begin = End;
        if (!(Begin < stop)) return false;
        A = a.Advance(A, Begin);
        B = b.Advance(B, Begin);
        End = Math.Min(stop, Math.Min(a.Times[A + 1], b.Times[B + 1]));
        return true;
    }

    /// <summary>Gives the piece its values.</summary>
    public readonly void Set(double begin, double end)
    {
        edges.Add(End);
        begins.Add(begin);
        ends.Add(end);
    }

    public readonly DissimilarityProfile ToProfile() => new([.. edges], [.. begins], [.. ends]);
}
