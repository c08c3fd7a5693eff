using Myelin.Learning.Operations.Losses;

namespace Myelin.Learning.Operations.Losses
{
    /// <summary>What becomes of the losses of all elements.</summary>
    public enum Reduction
    {
        /// <summary>Their mean.</summary>
        Mean,

        /// <summary>Their sum.</summary>
        Sum,

        /// <summary>They stay as they are.</summary>
        None,
    }
}

namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>The mean, the sum or all of it.</summary>
        internal Tensor Reduced(Reduction reduction) => reduction switch
        {
            Reduction.Mean => Mean(),
            Reduction.Sum => Sum(),
            _ => this,
        };
    }
}
