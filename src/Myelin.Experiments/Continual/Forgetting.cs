namespace Myelin.Experiments.Continual;

/// <summary>What a sequence of tasks left behind.</summary>
/// <param name="Name">Which algorithm.</param>
/// <param name="Accuracy">Accuracy after a task (row) in each task up to it (column) [%]; not a number beyond.</param>
/// <param name="Held">The part of the squared activity that the lateral neurons of each layer hold after each task.</param>
internal sealed record Forgetting(string Name, double[,] Accuracy, IReadOnlyList<double[]> Held)
{
    /// <summary>Number of tasks.</summary>
    public int Tasks => Accuracy.GetLength(0);

    /// <summary>Mean accuracy over all tasks after the last [%].</summary>
    public double Average => Enumerable.Range(0, Tasks).Average(t => Accuracy[Tasks - 1, t]);

    /// <summary>
    /// Backward transfer [%]: by how much the accuracy in a task changed from when it was learnt to the end, on average over all but the last; below 0 is forgetting.
    /// Source: Lopez-Paz and Ranzato (2017), NeurIPS, "Gradient episodic memory for continual learning", section 2.
    /// </summary>
    public double BackwardTransfer => Tasks < 2 ? 0 : Enumerable.Range(0, Tasks - 1).Average(t => Accuracy[Tasks - 1, t] - Accuracy[t, t]);

    /// <summary>Mean accuracy over the tasks learnt so far, after each task [%].</summary>
    public double[] SoFar => [.. Enumerable.Range(0, Tasks).Select(after => Enumerable.Range(0, after + 1).Average(t => Accuracy[after, t]))];

    /// <summary>Accuracy in a task from when it was learnt to the end [%].</summary>
    public double[] Of(int task) => [.. Enumerable.Range(task, Tasks - task).Select(after => Accuracy[after, task])];
}
