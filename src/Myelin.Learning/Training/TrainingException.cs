namespace Myelin.Learning.Training;

/// <summary>Training cannot go on, or cannot begin.</summary>
/// <param name="message">Why, in one sentence.</param>
public sealed class TrainingException(string message) : Exception(message);
