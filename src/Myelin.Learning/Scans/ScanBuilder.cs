using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Neurons;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans;

/// <summary>Compiles the two loops of a model: one visit gives the step over numbers, another the step over numbers with derivatives.</summary>
internal static class ScanBuilder
{
    /// <summary>The forward and the backward loop.</summary>
    /// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="learnt">Number of constants whose gradient is wanted.</param>
    public static (IScan Forward, IScan Backward) Build<TSurrogate>(INeuronModel model, int learnt)
        where TSurrogate : struct, ISurrogate =>
        model.Accept<Simd, (IScan, IScan)>(new Plain<TSurrogate>(model, learnt));

    /// <summary>The backward loop that takes one direction at a time.</summary>
    /// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
    /// <param name="model">The model.</param>
    public static IScan BuildLocal<TSurrogate>(INeuronModel model)
        where TSurrogate : struct, ISurrogate => model.Accept<Simd, IScan>(new Single<TSurrogate>(model));

    private sealed class Single<TSurrogate>(INeuronModel model) : INeuronVisitor<Simd, IScan>
        where TSurrogate : struct, ISurrogate
    {
        public IScan Visit<TStep>()
            where TStep : struct, INeuronStep<Simd> =>
            model.Accept<Dual<Simd, Tangent<Simd>, TSurrogate>, IScan>(new Differentiated<TStep, Tangent<Simd>, TSurrogate>(null));
    }

    /// <summary>The Jacobian of a step by itself.</summary>
    /// <typeparam name="TForward">The model.</typeparam>
    /// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
    /// <param name="model">The model.</param>
    public static IJacobian Jacobian<TForward, TSurrogate>(INeuronModel model)
        where TForward : struct, INeuronStep<Simd>
        where TSurrogate : struct, ISurrogate =>
        (IJacobian)model.Accept<Dual<Simd, TangentPair<Simd>, TSurrogate>, IScan>(new Differentiated<TForward, TangentPair<Simd>, TSurrogate>(null));

    /// <summary>The backward loop with what spikes add.</summary>
    /// <typeparam name="TForward">The model.</typeparam>
    /// <typeparam name="TSurrogate">The derivative of a spike besides.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="correction">What spikes add.</param>
    public static IScan Corrected<TForward, TSurrogate>(INeuronModel model, SpikeCorrection correction)
        where TForward : struct, INeuronStep<Simd>
        where TSurrogate : struct, ISurrogate =>
        model.Accept<Dual<Simd, TangentPair<Simd>, TSurrogate>, IScan>(new Differentiated<TForward, TangentPair<Simd>, TSurrogate>(correction));

    private sealed class Plain<TSurrogate>(INeuronModel model, int learnt) : INeuronVisitor<Simd, (IScan Forward, IScan Backward)>
        where TSurrogate : struct, ISurrogate
    {
        public (IScan Forward, IScan Backward) Visit<TStep>()
            where TStep : struct, INeuronStep<Simd>
        {
            // As many directions at once as go round without idle ones; more than three do not fit the registers.
            int directions = TStep.States + 1 + learnt;
            IScan backward = directions <= 1 ? Backward<TStep, Tangent<Simd>>()
                : directions % 3 == 0 ? Backward<TStep, TangentTriple<Simd>>()
                : Backward<TStep, TangentPair<Simd>>();
            return (new ForwardScan<TStep>(), backward);
        }

        private IScan Backward<TForward, TTangent>()
            where TForward : struct, INeuronStep<Simd>
            where TTangent : unmanaged, ITangent<Simd, TTangent> =>
            model.Accept<Dual<Simd, TTangent, TSurrogate>, IScan>(new Differentiated<TForward, TTangent, TSurrogate>(null));
    }

    private sealed class Differentiated<TForward, TTangent, TSurrogate>(SpikeCorrection? correction) : INeuronVisitor<Dual<Simd, TTangent, TSurrogate>, IScan>
        where TForward : struct, INeuronStep<Simd>
        where TTangent : unmanaged, ITangent<Simd, TTangent>
        where TSurrogate : struct, ISurrogate
    {
        public IScan Visit<TStep>()
            where TStep : struct, INeuronStep<Dual<Simd, TTangent, TSurrogate>> => new BackwardScan<TStep, TForward, TTangent, TSurrogate>(correction);
    }
}
