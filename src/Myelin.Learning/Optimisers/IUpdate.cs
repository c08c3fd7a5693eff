using System.Runtime.Intrinsics;

namespace Myelin.Learning.Optimisers;

/// <summary>
/// What an optimiser does to sixteen numbers of a parameter at a time: the whole update, in one pass over the weights, the gradients and the
/// optimiser's state. A struct that holds the constants of this step.
/// </summary>
public interface IUpdate
{
    /// <summary>The weights after the step.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="gradient">The gradient of the loss with respect to them.</param>
    /// <param name="first">The first array of the state; zeros where there is none.</param>
    /// <param name="second">The second array of the state; zeros where there is none.</param>
    /// <param name="third">The third array of the state; zeros where there is none.</param>
    Vector512<float> Apply(Vector512<float> weight, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second, ref Vector512<float> third);
}
