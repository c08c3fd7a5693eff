using System.Runtime.InteropServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Terminals under one rule of release, a spike at a time.</summary>
internal abstract class ReleaseRun<V>(IReleaseModel model, Time dt)
    where V : struct, IValue<V>
{
    private protected V[] Constants { get; } = [.. model.LowerConstants(dt).Select(V.Constant), V.Zero];

    public V[] State { get; } = [.. model.LowerInitialState(dt).Select(V.Constant), V.Zero];

    public static ReleaseRun<V> Of(IReleaseModel model, Time dt) => model.Accept(new Builder(model, dt));

    /// <summary>What a spike releases.</summary>
    public abstract V Spike(V interval);

    private sealed class Builder(IReleaseModel model, Time dt) : IReleaseVisitor<V, ReleaseRun<V>>
    {
        public ReleaseRun<V> Visit<TStep>()
            where TStep : struct, IReleaseStep<V> => new Compiled<TStep>(model, dt);
    }

    private sealed class Compiled<TStep>(IReleaseModel model, Time dt) : ReleaseRun<V>(model, dt)
        where TStep : struct, IReleaseStep<V>
    {
        private Draws draws = new(new RandomStream(5, StreamPurpose.Data));

        public override V Spike(V interval) =>
            TStep.Step(ref MemoryMarshal.GetArrayDataReference(State), in MemoryMarshal.GetArrayDataReference(Constants), interval, ref draws);
    }

    private struct Draws(RandomStream stream) : IDraws<V>
    {
        public V Uniform() => V.Constant(stream.NextDouble());
    }
}
