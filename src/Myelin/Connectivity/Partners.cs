namespace Myelin.Connectivity;

/// <summary>The connections of one neuron, in a buffer that is used again for the next. Not safe for use by several threads at once.</summary>
public sealed class Partners
{
    private int[] indices = new int[1024];
    private double[] weights = [];
    private double[] delays = [];

    /// <summary>Number of connections.</summary>
    public int Count { get; private set; }

    /// <summary>The other neuron of each connection.</summary>
    public Span<int> Indices => indices.AsSpan(0, Count);

    /// <summary>The weight of each connection, in the unit of the target's port, where the stream has weights.</summary>
    public Span<double> Weights => weights.AsSpan(0, Count);

    /// <summary>The delay of each connection [ms], where the stream has delays.</summary>
    public Span<double> Delays => delays.AsSpan(0, Count);

    /// <summary>Sets the number of connections, whose indices the caller then writes.</summary>
    public void Resize(int count, bool withWeights = false, bool withDelays = false)
    {
        if (indices.Length < count) indices = new int[Math.Max(count, indices.Length * 2)];
        if (withWeights && weights.Length < count) weights = new double[indices.Length];
        if (withDelays && delays.Length < count) delays = new double[indices.Length];
        Count = count;
    }

    /// <summary>Forgets all connections.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one connection.</summary>
    public void Add(int index)
    {
        if (Count == indices.Length) Array.Resize(ref indices, Count * 2);
        indices[Count++] = index;
    }

    /// <summary>Adds one connection with its weight.</summary>
    public void Add(int index, double weight)
    {
        Add(index);
        if (weights.Length < indices.Length) Array.Resize(ref weights, indices.Length);
        weights[Count - 1] = weight;
    }

    /// <summary>Adds one connection with its weight and its delay [ms].</summary>
    public void Add(int index, double weight, double delay)
    {
        Add(index, weight);
        if (delays.Length < indices.Length) Array.Resize(ref delays, indices.Length);
        delays[Count - 1] = delay;
    }
}
