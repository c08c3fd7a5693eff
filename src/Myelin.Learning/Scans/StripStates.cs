using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>The states of a strip of blocks: a block's variables follow each other.</summary>
internal static unsafe class StripStates
{
    /// <summary>Puts the initial states there.</summary>
    public static void Load(in ScanTask task, int variables, int firstBlock, int width, Simd* states)
    {
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            for (int v = 0; v < variables; v++)
            {
                states[(w * variables) + v] = task.Initial is null
                    ? Simd.Constant(task.RestingState[v])
                    : Lanes.Load(task.Initial + ((long)v * task.Lanes) + lane, count);
            }
        }
    }

    /// <summary>Takes the final states from there.</summary>
    public static void Store(in ScanTask task, int variables, int firstBlock, int width, Simd* states)
    {
        for (int w = 0; w < width; w++)
        {
            int lane = (firstBlock + w) * Lanes.Block, count = Math.Min(Lanes.Block, task.Lanes - lane);
            for (int v = 0; v < variables; v++) Lanes.Store(states[(w * variables) + v], task.Final + ((long)v * task.Lanes) + lane, count);
        }
    }
}
