namespace Myelin.Learning.Tensors;

/// <summary>A form in which layers see weights that are stored and learnt as they are: what quantisation, faults and other wrappers of weights derive from.</summary>
public interface IWeightForm
{
    /// <summary>Bits of a number in single precision.</summary>
    const int SingleBits = 32;

    /// <summary>Bits that a weight in this form takes.</summary>
    int Bits => SingleBits;

    /// <summary>What layers compute with. A gradient may pass through it to the stored numbers; it is asked once for every product.</summary>
    /// <param name="stored">The stored numbers, which must not be changed.</param>
    /// <returns>A tensor of the same shape.</returns>
    Tensor Of(Tensor stored);
}
