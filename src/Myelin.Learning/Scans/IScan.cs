namespace Myelin.Learning.Scans;

/// <summary>The compiled loop of a model over time, forward or backward.</summary>
internal interface IScan
{
    /// <summary>Number of state variables.</summary>
    int States { get; }

    /// <summary>Number of constants.</summary>
    int Constants { get; }

    /// <summary>Number of ports.</summary>
    int Ports { get; }

    /// <summary>Runs some blocks over all steps.</summary>
    /// <param name="task">The arrays.</param>
    /// <param name="firstBlock">First block.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <returns>Number of outputs that are not 0.</returns>
    long Run(in ScanTask task, int firstBlock, int blocks);
}
