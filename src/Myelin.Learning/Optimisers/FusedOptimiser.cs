using System.Runtime.Intrinsics;

namespace Myelin.Learning.Optimisers;

/// <summary>The loop that all optimisers share: an update compiled into one pass over weights, gradients and state.</summary>
/// <typeparam name="TUpdate">The update.</typeparam>
public abstract unsafe class FusedOptimiser<TUpdate> : Optimiser
    where TUpdate : struct, IUpdate
{
    private const int Lanes = 16;

    private readonly Action<int> run;
    private TUpdate[] updates = [];

    private protected FusedOptimiser(double learningRate, double weightDecay, params string[] stateNames)
        : base(learningRate, weightDecay, stateNames) => run = Run;

    /// <inheritdoc/>
    public sealed override void Step()
    {
        if (updates.Length < States.Count) updates = new TUpdate[States.Count];
        for (int i = 0; i < updates.Length; i++)
        {
            ParameterState state = States[i];
            if (!IsUpdated(state)) continue;
            state.Steps++;
            updates[i] = Update(state);
        }

        Workers.Run(Chunks, run);
    }

    /// <summary>The update of a parameter in the step that is taken now, the state's <see cref="ParameterState.Steps"/>, counted from 1.</summary>
    private protected abstract TUpdate Update(ParameterState state);

    private void Run(int chunk)
    {
        (ParameterState state, int index, int start, int count) = Chunk(chunk);
        if (!IsUpdated(state)) return;
        TUpdate update = updates[index];
        float* weight = state.Parameter.Tensor.Pointer + start, gradient = state.Parameter.Tensor.GradientPointer + start;
        float* first = state.Pointer(0), second = state.Pointer(1), third = state.Pointer(2);

        // The memory of weights, gradients and state is padded to whole vectors; what the last lanes hold means nothing.
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<float> a = first != null ? Vector512.Load(first + start + i) : Vector512<float>.Zero;
            Vector512<float> b = second != null ? Vector512.Load(second + start + i) : Vector512<float>.Zero;
            Vector512<float> c = third != null ? Vector512.Load(third + start + i) : Vector512<float>.Zero;
            update.Apply(Vector512.Load(weight + i), Vector512.Load(gradient + i), ref a, ref b, ref c).Store(weight + i);
            if (first != null) a.Store(first + start + i);
            if (second != null) b.Store(second + start + i);
            if (third != null) c.Store(third + start + i);
        }
    }
}
