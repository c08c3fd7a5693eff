namespace Myelin.Learning.Training.Algorithms;

/// <summary>Which weights carry the error of the outputs back to hidden neurons.</summary>
public enum ErrorFeedback
{
    /// <summary>Those of the read-out, transposed.</summary>
    Symmetric,

    /// <summary>Fixed random ones.</summary>
    Random,
}
