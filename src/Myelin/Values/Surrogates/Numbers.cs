namespace Myelin.Values.Surrogates;

/// <summary>The numbers that published surrogates use.</summary>
public static class Numbers
{
    /// <summary>0.</summary>
    public readonly struct Zero : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0;
    }

    /// <summary>0.01.</summary>
    public readonly struct Hundredth : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.01;
    }

    /// <summary>0.1.</summary>
    public readonly struct Tenth : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.1;
    }

    /// <summary>0.15.</summary>
    public readonly struct ThreeTwentieths : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.15;
    }

    /// <summary>0.25.</summary>
    public readonly struct Quarter : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.25;
    }

    /// <summary>0.3.</summary>
    public readonly struct ThreeTenths : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.3;
    }

    /// <summary>0.5.</summary>
    public readonly struct OneHalf : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 0.5;
    }

    /// <summary>1.</summary>
    public readonly struct One : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 1;
    }

    /// <summary>2.</summary>
    public readonly struct Two : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 2;
    }

    /// <summary>4.</summary>
    public readonly struct Four : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 4;
    }

    /// <summary>5.</summary>
    public readonly struct Five : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 5;
    }

    /// <summary>6.</summary>
    public readonly struct Six : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 6;
    }

    /// <summary>8.</summary>
    public readonly struct Eight : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 8;
    }

    /// <summary>10.</summary>
    public readonly struct Ten : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 10;
    }

    /// <summary>25.</summary>
    public readonly struct TwentyFive : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 25;
    }

    /// <summary>30.</summary>
    public readonly struct Thirty : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 30;
    }

    /// <summary>100.</summary>
    public readonly struct Hundred : IConstant
    {
        /// <inheritdoc/>
        public static double Value => 100;
    }
}
