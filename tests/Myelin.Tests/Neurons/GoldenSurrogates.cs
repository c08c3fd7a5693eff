using Myelin.Tests.Reference;
using Myelin.Values;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Tests.Neurons;

/// <summary>The surrogates of the training frameworks as ours; the names are the frameworks'.</summary>
internal static class GoldenSurrogates
{
    /// <summary>What wants a surrogate as a type argument.</summary>
    internal interface IVisitor<TResult>
    {
        TResult Visit<TSurrogate>()
            where TSurrogate : struct, ISurrogate;
    }

    /// <summary>Hands the surrogate of a neuron's case to the visitor.</summary>
    public static TResult OfNeuron<TResult>(ReferenceCase reference, IVisitor<TResult> visitor) =>
        Accept(reference.Surrogate.Has("method") ? "norse " + reference.Surrogate.Word("method") : reference.Surrogate.Word("name"), reference.Surrogate, visitor);

    /// <summary>Hands the surrogate of its own case to the visitor.</summary>
    public static TResult OfSurrogate<TResult>(ReferenceCase reference, IVisitor<TResult> visitor) =>
        Accept(reference.Model.StartsWith("norse", StringComparison.Ordinal) ? "norse " + reference.Model.Split('\'')[1] : reference.Model, reference.Parameters, visitor);

    private static TResult Accept<TResult>(string name, ReferenceNumbers p, IVisitor<TResult> visitor) => (name.Split('.')[^1], First(p)) switch
    {
        ("fast_sigmoid", 5) => visitor.Visit<FastSigmoid<Five>>(),
        ("fast_sigmoid" or "norse super", 10) => visitor.Visit<FastSigmoid<Ten>>(),
        ("fast_sigmoid", 25) => visitor.Visit<FastSigmoid<TwentyFive>>(),
        ("norse super", 30) => visitor.Visit<FastSigmoid<Thirty>>(),
        ("norse super", 100) => visitor.Visit<FastSigmoid<Hundred>>(),
        ("SoftSign", 2) => visitor.Visit<Scaled<FastSigmoid<Two>, One>>(),
        ("sigmoid" or "Sigmoid", 4) => visitor.Visit<Sigmoid<Four>>(),
        ("sigmoid", 5) => visitor.Visit<Sigmoid<Five>>(),
        ("sigmoid", 25) => visitor.Visit<Sigmoid<TwentyFive>>(),
        ("atan" or "ATan", 2) => visitor.Visit<Arctangent<Two>>(),
        ("atan" or "ATan", 5) => visitor.Visit<Arctangent<Five>>(),

        // The backward pass that this version runs under this name is the arctangent's.
        ("SuperSpike", 1) => visitor.Visit<Arctangent<One>>(),
        ("norse triangle", 0.3) => visitor.Visit<Triangle<ThreeTenths, One>>(),
        ("PiecewiseQuadratic", 1) => visitor.Visit<Triangle<One, One>>(),
        ("PiecewiseQuadratic", 2) => visitor.Visit<Triangle<Two, OneHalf>>(),
        ("Rect", 1) => visitor.Visit<Rectangle<OneHalf, Zero>>(),
        ("PiecewiseLeakyReLU", 1) => visitor.Visit<Rectangle<One, Hundredth>>(),
        ("Erf", 2) => visitor.Visit<Gaussian<Deviation>>(),
        ("norse heavi_erfc", 2) => visitor.Visit<Scaled<Gaussian<Deviation>, SinglePrecision>>(),
        ("PiecewiseExp", 1) => visitor.Visit<PiecewiseExponential<One>>(),
        ("QPseudoSpike", 2) => visitor.Visit<PseudoSpike<Two>>(),
        ("S2NN", 4) => visitor.Visit<S2nn<Four, One>>(),
        ("SquarewaveFourierSeries", 2) => visitor.Visit<FourierSquareWave<One, Eight>>(),
        ("LeakyKReLU", 0) => visitor.Visit<LeakyRelu<Zero, One>>(),
        ("LogTailedReLU", 0) => visitor.Visit<LogTailedRelu<Zero>>(),
        ("heaviside", _) => visitor.Visit<StepDerivative>(),
        ("straight_through_estimator", _) => visitor.Visit<StraightThrough>(),
        ("SFS", 10) => visitor.Visit<SparseFastSigmoid<Ten, One>>(),
        ("triangular", _) => visitor.Visit<SignReversed<One>>(),
        ("spike_rate_escape", 1) => visitor.Visit<SpikeRateEscape<One, Two>>(),
        (string other, double number) => throw new KeyNotFoundException($"No surrogate of ours is mapped to '{other}' with {number}."),
    };

    private static double First(ReferenceNumbers p)
    {
        string[] names = ["slope", "alpha", "w", "leak", "n"];
        return p.Has("beta") && p.Has("slope") ? p["beta"] : names.Where(p.Has).Select(n => p[n]).FirstOrDefault();
    }

    /// <summary>The deviation of the density that another program writes with alpha = 2: 1 / (2 sqrt 2).</summary>
    private readonly struct Deviation : IConstant
    {
        public static double Value => 0.35355339059327376220;
    }

    /// <summary>Norse rounds the root of pi to single precision even in a double-precision run.</summary>
    private readonly struct SinglePrecision : IConstant
    {
        public static double Value => Math.Sqrt(Math.PI) / MathF.Sqrt(MathF.PI);
    }
}
