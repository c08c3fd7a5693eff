namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>A model's step over one neuron in double precision, with the derivative in one direction: what a model is asked by before it is trained.</summary>
internal interface ITangentStep
{
    /// <summary>Number of state variables.</summary>
    int States { get; }

    /// <summary>Number of ports.</summary>
    int Ports { get; }

    /// <summary>Whether the step draws random numbers.</summary>
    bool IsStochastic { get; }

    /// <summary>Steps.</summary>
    /// <param name="constants">The constants.</param>
    /// <param name="state">The states; updated.</param>
    /// <param name="tangent">Their derivatives; updated.</param>
    /// <param name="input">What arrives at the first port.</param>
    /// <param name="inputTangent">Its derivative.</param>
    /// <returns>What is emitted, and its derivative.</returns>
    (double Emitted, double Tangent) Step(double[] constants, double[] state, double[] tangent, double input, double inputTangent);
}
