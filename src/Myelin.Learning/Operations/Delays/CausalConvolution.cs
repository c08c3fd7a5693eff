namespace Myelin.Learning.Tensors
{
    public readonly partial struct Tensor
    {
        /// <summary>Convolution of a sequence of images over time and space, in which a step sees itself and those before it.</summary>
        /// <param name="weight">[out, in, steps, kh, kw]; the last of the steps is the present one.</param>
        /// <param name="bias">[out]; may be left out.</param>
        /// <param name="padding">Zeros around the images.</param>
        /// <returns>[T, B, out, H', W'] of [T, B, in, H, W].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Tensor CausalConv3d(Tensor weight, Tensor bias = default, Spatial padding = default)
        {
            if (Shape.Rank != 5 || weight.Shape.Rank != 5)
                throw new ArgumentException($"A sequence of images is [T, B, C, H, W] and the weights are [out, in, steps, kh, kw], got {Shape} and {weight.Shape}.");
            int steps = Shape[0];
            Tensor images = Permute(1, 2, 0, 3, 4);
            Tensor whole = images.Conv3d(weight, bias, 1, new Spatial(weight.Shape[2] - 1, padding.Height, padding.Width));
            return whole.Permute(2, 0, 1, 3, 4).Steps(0, steps);
        }
    }
}
