using Myelin.Data.Loading;
using Myelin.Data.Transforms;
using Myelin.Randomness;
using Myelin.Tests.Reference;

namespace Myelin.Data.Tests.Loading;

public sealed class DataLoaderTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    public void An_epoch_is_the_same_whatever_the_threads(int threads, int prefetch)
    {
        DataLoaderOptions options = new() { BatchSize = 7, Seed = 5, Transform = new AddNoise() };
        Dump(options with { Threads = threads, Prefetch = prefetch }, epoch: 3).ShouldBe(Dump(options with { Threads = 0 }, epoch: 3));
    }

    [Fact]
    public void An_epoch_holds_every_sample_once_and_epochs_differ()
    {
        using var loader = new DataLoader(TestSets.Vectors(100), new DataLoaderOptions { BatchSize = 8 });
        int[] first = Indices(loader, 0), second = Indices(loader, 1);
        first.Order().ShouldBe(Enumerable.Range(0, 100));
        second.Order().ShouldBe(Enumerable.Range(0, 100));
        first.ShouldNotBe(second);
        Indices(loader, 0).ShouldBe(first);
        loader.BatchCount.ShouldBe(13);
    }

    [Fact]
    public void A_batch_has_values_labels_and_targets_of_its_samples()
    {
        using var loader = new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { BatchSize = 4, Shuffle = false });
        int batches = 0;
        foreach (Batch batch in loader.Epoch(0))
        {
            batch.Number.ShouldBe(batches++);
            batch.Count.ShouldBe(batches == 3 ? 2 : 4);
            batch.Shape.ToArray().ShouldBe([batch.Count, 2]);
            batch.Samples.Length.ShouldBe(2 * batch.Count);
            for (int i = 0; i < batch.Count; i++)
            {
                int index = (4 * (batches - 1)) + i;
                batch.Indices[i].ShouldBe(index);
                batch.Labels[i].ShouldBe(index % 3);
                batch.Sample(i).ToArray().ShouldBe([index, index / 2f]);
                batch.Targets.Slice(2 * i, 2).ToArray().ShouldBe([index, -index]);
            }
        }

        batches.ShouldBe(3);
    }

    [Fact]
    public void The_last_batch_can_be_dropped()
    {
        using var loader = new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { BatchSize = 4, DropLast = true });
        loader.BatchCount.ShouldBe(2);
        Indices(loader, 0).Length.ShouldBe(8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_epoch_can_begin_where_it_was_left(int threads)
    {
        using var loader = new DataLoader(TestSets.Vectors(50), new DataLoaderOptions { BatchSize = 4, Threads = threads });
        int[] whole = Indices(loader, 2);
        foreach (Batch batch in loader.Epoch(2))
        {
            if (batch.Number == 5) break;
        }

        Indices(loader, 2, firstBatch: 6).ShouldBe(whole[24..]);
        Indices(loader, 2, firstBatch: 13).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => loader.Epoch(2, 14));
    }

    [Fact]
    public void Sequences_are_padded_with_zeros_to_the_longest()
    {
        var set = TestSets.Sequences(9, longest: 5);
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = 3, Shuffle = false });
        foreach (Batch batch in loader.Epoch(0))
        {
            batch.Shape[1].ShouldBe(batch.Indices.ToArray().Max(set.Length));
            for (int i = 0; i < batch.Count; i++)
            {
                int index = batch.Indices[i];
                batch.Lengths[i].ShouldBe(set.Length(index));
                batch.Sample(i).ToArray().ShouldBe(Enumerable.Range(0, batch.Shape[1]).Select(t => t < set.Length(index) ? index + 1f : 0f));
            }
        }

        using var all = new DataLoader(set, new DataLoaderOptions { BatchSize = 3, PadToLongest = true });
        foreach (Batch batch in all.Epoch(0)) batch.Shape.ToArray().ShouldBe([3, 5, 1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_failure_of_the_set_reaches_the_loop_and_the_loader_goes_on(int threads)
    {
        bool broken = true;
        var set = new TestSets.FunctionSet(20, [1], (i, _) =>
        {
            if (broken && i == 9) throw new InvalidDataException("sample 9 is damaged");
        });
        using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = 4, Shuffle = false, Threads = threads });
        int taken = 0;
        Should.Throw<InvalidDataException>(() =>
        {
            foreach (Batch _ in loader.Epoch(0)) taken++;
        }).Message.ShouldBe("sample 9 is damaged");
        taken.ShouldBe(2);
        broken = false;
        Indices(loader, 1).Length.ShouldBe(20);
    }

    [Fact]
    public void A_loader_reads_one_epoch_at_a_time()
    {
        using var loader = new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { BatchSize = 2 });
        foreach (Batch _ in loader.Epoch(0))
        {
            Should.Throw<InvalidOperationException>(() => Indices(loader, 1));
            break;
        }

        loader.Dispose();
        Should.Throw<ObjectDisposedException>(() => Indices(loader, 1));
    }

    [Fact]
    public void Epochs_allocate_nothing_once_memory_is_there()
    {
        using var loader = new DataLoader(TestSets.Vectors(64), new DataLoaderOptions { BatchSize = 8, Threads = 0, Transform = new Compose(new AddNoise(), new AddNoise()) });
        float sum = 0;
        void Epoch(int epoch)
        {
            foreach (Batch batch in loader.Epoch(epoch)) sum += batch.Samples[0];
        }

        for (int i = 0; i < 3; i++) Epoch(i);
        Allocation.Least(() => Epoch(3)).ShouldBe(0);
        float.IsFinite(sum).ShouldBeTrue();
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentException>(() => new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { BatchSize = 0 }));
        Should.Throw<ArgumentException>(() => new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { Prefetch = 0 }));
        Should.Throw<ArgumentException>(() => new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { Threads = -1 }));
        Should.Throw<ArgumentException>(() => new DataLoader(TestSets.Vectors(10), new DataLoaderOptions { BatchSize = 11, DropLast = true }));
    }

    [Fact]
    public void Every_order_is_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        int[] order = new int[4];
        const int Epochs = 24_000;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            SampleOrder.Shuffle(order, 11, epoch);
            string key = string.Join(',', order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        // Chi squared with 23 degrees of freedom exceeds 53 with probability 0.0004.
        counts.Count.ShouldBe(24);
        counts.Values.Sum(n => (n - 1000.0) * (n - 1000.0) / 1000).ShouldBeLessThan(53);
    }

    private static int[] Indices(DataLoader loader, int epoch, int firstBatch = 0)
    {
        var all = new List<int>();
        foreach (Batch batch in loader.Epoch(epoch, firstBatch)) all.AddRange(batch.Indices);
        return [.. all];
    }

    private static List<float> Dump(DataLoaderOptions options, int epoch)
    {
        using var loader = new DataLoader(TestSets.Sequences(60, longest: 6), options);
        var all = new List<float>();
        foreach (Batch batch in loader.Epoch(epoch))
        {
            foreach (int label in batch.Labels) all.Add(label);
            all.AddRange(batch.Samples);
        }

        return all;
    }

    private sealed class AddNoise : ITransform
    {
        public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input;

        public int OutputLength(IReadOnlyList<int> input, int length) => length;

        public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
        {
            for (int i = 0; i < output.Length; i++) output[i] = sample[i] + (float)random.NextDouble();
        }
    }
}
