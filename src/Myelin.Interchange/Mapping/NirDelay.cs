using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>The delays of a Delay node in steps.</summary>
/// <param name="Name">Name of the node.</param>
/// <param name="Node">The node.</param>
internal readonly record struct NirDelay(string Name, DelayNode Node)
{
    /// <summary>The delays in steps, each rounded to the nearest whole one; one for all elements where the node has one.</summary>
    /// <param name="unit">The file's unit of time.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="isExact">Whether nothing had to be rounded.</param>
    /// <exception cref="InvalidDataException">A delay is negative, not finite or too long.</exception>
    public int[] Steps(Time unit, Time dt, out bool isExact)
    {
        int[] steps = new int[Node.Delay.Length];
        isExact = true;
        for (int i = 0; i < steps.Length; i++)
        {
            double exact = Node.Delay[i] * unit / dt, rounded = Math.Round(exact);
            if (!(rounded >= 0 && rounded <= NetworkValidation.MaximumDelaySteps))
                throw new InvalidDataException(FormattableString.Invariant($"Node '{Name}' (Delay): the delay {Node.Delay[i]} is {exact:G6} steps of {dt}; 0 to {NetworkValidation.MaximumDelaySteps} are possible."));
            isExact &= Math.Abs(exact - rounded) <= 1e-6;
            steps[i] = (int)rounded;
        }

        return steps;
    }
}
