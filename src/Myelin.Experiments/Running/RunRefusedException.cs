namespace Myelin.Experiments.Running;

/// <summary>A run that was not started: too little memory, missing data, or nowhere to write. Nothing was touched.</summary>
public sealed class RunRefusedException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public RunRefusedException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">One sentence: what is wrong and what would be right.</param>
    public RunRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">One sentence: what is wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public RunRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
