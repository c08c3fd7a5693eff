namespace Myelin.Data.Loading;

/// <summary>The batches of one epoch, for one <c>foreach</c>.</summary>
public readonly struct EpochBatches
{
    private readonly DataLoader loader;
    private readonly int epoch;
    private readonly int firstBatch;

    internal EpochBatches(DataLoader loader, int epoch, int firstBatch) => (this.loader, this.epoch, this.firstBatch) = (loader, epoch, firstBatch);

    /// <summary>Begins the epoch.</summary>
    /// <exception cref="InvalidOperationException">The loader is reading an epoch already.</exception>
    public Enumerator GetEnumerator() => new(loader, loader.Begin(epoch, firstBatch), firstBatch);

    /// <summary>Goes through the batches.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly DataLoader loader;
        private readonly int run;
        private int next;

        internal Enumerator(DataLoader loader, int run, int first) => (this.loader, this.run, next, Current) = (loader, run, first, null!);

        /// <summary>The batch, valid until the next one is asked for.</summary>
        public Batch Current { get; private set; }

        /// <summary>Gives the batch back and waits for the next.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            if (loader.Take(run, next) is not { } batch) return false;
            Current = batch;
            next++;
            return true;
        }

        /// <summary>Ends the epoch.</summary>
        public readonly void Dispose() => loader.End(run);
    }
}
