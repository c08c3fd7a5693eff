namespace Myelin.Data;

/// <summary>
/// A set of samples with labels, targets or both. Samples are numbered; reading one does not depend on which were read before, and may be
/// done by several threads at once.
/// </summary>
public interface IDataset
{
    /// <summary>What the set is called, for messages.</summary>
    string Name { get; }

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>
    /// Shape of a sample, row-major: [C, H, W] for images, [T, N] for sequences, [N] for plain vectors. Where samples differ in length, the
    /// first number is the longest.
    /// </summary>
    IReadOnlyList<int> SampleShape { get; }

    /// <summary>Number of classes; 0 where samples have no label.</summary>
    int Classes { get; }

    /// <summary>Number of values of a sample's target; 0 where samples have none.</summary>
    int TargetSize => 0;

    /// <summary>The first number of a sample's own shape: its number of steps where the set has sequences.</summary>
    /// <param name="index">Which sample, 0 to <see cref="Count"/> - 1.</param>
    /// <returns>1 to the first number of <see cref="SampleShape"/>.</returns>
    int Length(int index) => SampleShape[0];

    /// <summary>Writes a sample's values.</summary>
    /// <param name="index">Which sample, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="sample">Receives <see cref="Length"/> times the rest of the shape values, all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    void Read(int index, Span<float> sample);

    /// <summary>A sample's class.</summary>
    /// <param name="index">Which sample, 0 to <see cref="Count"/> - 1.</param>
    /// <returns>0 to <see cref="Classes"/> - 1; -1 where samples have no label.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    int Label(int index);

    /// <summary>Writes a sample's target values, for regression.</summary>
    /// <param name="index">Which sample, 0 to <see cref="Count"/> - 1.</param>
    /// <param name="target">Receives <see cref="TargetSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    void Target(int index, Span<float> target)
    {
    }
}
