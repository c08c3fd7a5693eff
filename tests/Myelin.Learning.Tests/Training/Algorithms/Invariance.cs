using Myelin.Learning.Training.Algorithms;

namespace Myelin.Learning.Tests.Training.Algorithms;

/// <summary>What holds for every algorithm.</summary>
internal static class Invariance
{
    /// <summary>The number of threads changes no bit.</summary>
    public static void OfThreads(Func<ILearningAlgorithm> make)
    {
        Dictionary<string, float[]> Of(int threads)
        {
            Workers.Threads = threads;
            try
            {
                return Batches.Gradients(make(), Batches.Network(hidden: 600), () => Batches.Spikes(8, 6), sequence: 5);
            }
            finally
            {
                Workers.Threads = Environment.ProcessorCount;
            }
        }

        Dictionary<string, float[]> one = Of(1), three = Of(3);
        one["0.weight"].ShouldContain(g => g != 0);
        foreach (string name in one.Keys) three[name].ShouldBe(one[name]);
    }
}
