using System.Runtime.InteropServices;
using Myelin.Learning.Products;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;
using Myelin.Values.Tangents;

namespace Myelin.Learning.Scans.SpikeTimes;

/// <summary>
/// The vector field of a model, which its definition does not write down but has all the same: the derivative of the step with respect to its own
/// length, taken where that is next to nothing. The constants of a step depend on its length; the step over values with derivatives does the rest.
/// </summary>
/// <typeparam name="TStep">The model over values with derivatives.</typeparam>
/// <typeparam name="TForward">The model.</typeparam>
internal sealed unsafe class Flow<TStep, TForward> : IFlow, IDisposable
    where TStep : struct, INeuronStep<Dual<Simd, Tangent<Simd>, NoDerivative>>
    where TForward : struct, INeuronStep<Simd>
{
    // The step of the derivative is this part of the layer's: the rate is that at the state to as many digits as a float has behind the time constants.
    private const double Part = 1.0 / 1024;

    private readonly Dual<Simd, Tangent<Simd>, NoDerivative>* constants;
    private bool disposed;

    public Flow(INeuronModel model, Time dt)
    {
        constants = (Dual<Simd, Tangent<Simd>, NoDerivative>*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, TStep.Constants) * 2 * Lanes.Block * sizeof(float), 64);
        Time h = Part * dt;
        double[] near = model.LowerConstants(h), far = model.LowerConstants(2 * h);
        for (int c = 0; c < near.Length; c++) constants[c] = new(Simd.Constant(near[c]), new(Simd.Constant((far[c] - near[c]) / h.InMilliseconds)));
    }

#pragma warning disable MA0055 // Native memory must not outlive a layer that nobody disposed.
    ~Flow() => Free();
#pragma warning restore MA0055

    public void Rates(Simd* state, Simd* rates)
    {
        int states = TStep.States, inputs = Math.Max(1, TStep.Ports);
        Dual<Simd, Tangent<Simd>, NoDerivative>* memory = (Dual<Simd, Tangent<Simd>, NoDerivative>*)Scratch.Rent(0, (long)(states + inputs) * 2 * Lanes.Block);
        for (int s = 0; s < states; s++) memory[s] = new(state[s], default);
        for (int p = 0; p < inputs; p++) memory[states + p] = default;
        DualDraws<Tangent<Simd>, NoDerivative> draws = default;
        TStep.Step(ref *memory, in *constants, in memory[states], ref draws);
        for (int s = 0; s < states; s++) rates[s] = memory[s].Tangent.Value;
    }

    public Simd Coast(float* constants, Simd* state)
    {
        int inputs = Math.Max(1, TForward.Ports);
        Simd* none = (Simd*)Scratch.Rent(0, (long)inputs * Lanes.Block);
        for (int p = 0; p < inputs; p++) none[p] = Simd.Zero;
        SimdDraws draws = default;
        return TForward.Step(ref *state, in *(Simd*)constants, in *none, ref draws);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (disposed) return;
        disposed = true;
        NativeMemory.AlignedFree(constants);
    }
}
