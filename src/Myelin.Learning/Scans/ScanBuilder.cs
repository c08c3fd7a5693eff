using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>Compiles the two loops of a model: one visit gives the step over numbers, another the step over numbers with derivatives.</summary>
internal static class ScanBuilder
{
    /// <summary>The forward and the backward loop.</summary>
    /// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
    public static (IScan Forward, IScan Backward) Build<TSurrogate>(INeuronModel model)
        where TSurrogate : struct, ISurrogate =>
        model.Accept<Simd, (IScan, IScan)>(new Plain<TSurrogate>(model));

    private sealed class Plain<TSurrogate>(INeuronModel model) : INeuronVisitor<Simd, (IScan Forward, IScan Backward)>
        where TSurrogate : struct, ISurrogate
    {
        public (IScan Forward, IScan Backward) Visit<TStep>()
            where TStep : struct, INeuronStep<Simd> =>
            (new ForwardScan<TStep>(), model.Accept<Dual<Simd, TSurrogate>, IScan>(new Differentiated<TStep, TSurrogate>()));
    }

    private sealed class Differentiated<TForward, TSurrogate> : INeuronVisitor<Dual<Simd, TSurrogate>, IScan>
        where TForward : struct, INeuronStep<Simd>
        where TSurrogate : struct, ISurrogate
    {
        public IScan Visit<TStep>()
            where TStep : struct, INeuronStep<Dual<Simd, TSurrogate>> => new BackwardScan<TStep, TForward, TSurrogate>();
    }
}
