using Myelin.Randomness;

namespace Myelin.Data.Loading;

/// <summary>The order in which an epoch takes the samples: a pure function of seed, epoch and number of samples.</summary>
public static class SampleOrder
{
    /// <summary>Writes the order of an epoch.</summary>
    /// <param name="order">Receives every index once.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <remarks>Every order is equally likely. Source: Durstenfeld (1964), "Algorithm 235: random permutation".</remarks>
    public static void Shuffle(Span<int> order, ulong seed, int epoch)
    {
        InTurn(order);
        RandomStream random = DataSeed.Stream(seed, DataSeed.Use.Order, epoch);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    /// <summary>Writes the order of the set itself: 0, 1, 2, ...</summary>
    /// <param name="order">Receives every index once.</param>
    public static void InTurn(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
    }
}
