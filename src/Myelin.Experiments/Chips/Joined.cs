using Myelin.Data;

namespace Myelin.Experiments.Chips;

/// <summary>The samples of one set and behind them those of another.</summary>
internal sealed class Joined(IDataset first, IDataset second) : IDataset
{
    public string Name => first.Name;

    public int Count => first.Count + second.Count;

    public IReadOnlyList<int> SampleShape => first.SampleShape;

    public int Classes => first.Classes;

    public void Read(int index, Span<float> sample)
    {
        if (index < first.Count) first.Read(index, sample);
        else second.Read(index - first.Count, sample);
    }

    public int Label(int index) => index < first.Count ? first.Label(index) : second.Label(index - first.Count);
}
