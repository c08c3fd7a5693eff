using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Scans;

/// <summary>
/// How a neuron answers a small input below threshold, found by differentiating one step of its model: the traces of online learning leak as
/// this says. The reset has no part in it, as if detached.
/// </summary>
internal sealed unsafe class StepResponse
{
    // Relative difference below which two derivatives are the same.
    private const float Same = 1e-4f;

    private const int Walk = 4;

    private StepResponse(int states) => (States, Leak, Gain, OutputState) = (states, new float[states * states], new float[states], new float[states]);

    /// <summary>Number of state variables, S.</summary>
    public int States { get; }

    /// <summary>[S, S]: the derivative of a state variable after a step (row) with respect to one before (column).</summary>
    public float[] Leak { get; }

    /// <summary>[S]: that of a state variable after a step with respect to the step's input.</summary>
    public float[] Gain { get; }

    /// <summary>[S]: that of what is handed on with respect to a state variable before the step; for spikes that of the distance from threshold.</summary>
    public float[] OutputState { get; }

    /// <summary>That of what is handed on with respect to the step's input.</summary>
    public float OutputInput { get; private set; }

    /// <summary>Whether the derivatives are the same in every state below threshold, so that one trace serves all neurons.</summary>
    public bool IsLinear { get; private set; }

    /// <summary>Whether what is handed on depends on the input of the same step.</summary>
    public bool IsImmediate => OutputInput != 0;

    /// <summary>Differentiates a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="traced">The state variable that is handed on; -1 for spikes.</param>
    public static StepResponse Of(INeuronModel model, Time dt, int traced)
    {
        using var smooth = ScanModel.Of<Detached>(model, dt);
        using var firing = ScanModel.Of<StepDerivative>(model, dt);
        int states = smooth.States;
        var response = new StepResponse(states);
        float[] rest = new float[states];
        for (int s = 0; s < states; s++) rest[s] = smooth.Resting[s];
        float strong = 1;
        for (int power = -12; power <= 40; power++)
        {
            strong = MathF.ScaleB(1, power);
            if (Spikes(firing, rest, strong)) break;
        }

        response.Measure(smooth, rest, strong / 64);
        response.IsLinear = response.IsSameAlong(smooth, rest, strong / 64);
        if (traced >= 0)
        {
            for (int s = 0; s < states; s++) response.OutputState[s] = response.Leak[(traced * states) + s];
            response.OutputInput = response.Gain[traced];
        }
        else
        {
            // Far above threshold the step's own spike has the derivative 1, one that a reset looks back on has 0.
            float input = 0;
            Differentiate(firing, rest, 2 * strong, output: 1, unit: -1, response.OutputState, ref input);
            response.OutputInput = input;
        }

        return response;
    }

    private void Measure(ScanModel model, float[] state, float input)
    {
        float[] row = new float[States];
        for (int k = 0; k < States; k++)
        {
            float gain = 0;
            Differentiate(model, state, input, output: 0, unit: k, row, ref gain);
            row.CopyTo(Leak.AsSpan(k * States));
            Gain[k] = gain;
        }
    }

    private bool IsSameAlong(ScanModel model, float[] rest, float input)
    {
        float[] state = [.. rest];
        var other = new StepResponse(States);
        for (int step = 0; step < Walk; step++)
        {
            state = After(model, state, step % 2 == 0 ? input : -3 * input);
            other.Measure(model, state, -input);
            if (Differs(other.Leak, Leak) || Differs(other.Gain, Gain)) return false;
        }

        return true;
    }

    private static bool Differs(float[] a, float[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!(MathF.Abs(a[i] - b[i]) <= Same * Math.Max(1e-6f, Math.Max(MathF.Abs(a[i]), MathF.Abs(b[i]))))) return true;
        }

        return false;
    }

    private static bool Spikes(ScanModel model, float[] state, float input)
    {
        float output = 0;
        Forward(model, state, input, new float[Math.Max(1, state.Length)], ref output);
        return output != 0;
    }

    private static float[] After(ScanModel model, float[] state, float input)
    {
        float output = 0;
        float[] after = new float[state.Length];
        Forward(model, state, input, after, ref output);
        return after;
    }

    private static void Forward(ScanModel model, float[] state, float input, float[] after, ref float output)
    {
        float** ports = stackalloc float*[model.Ports];
        long* strides = stackalloc long[model.Ports];
        fixed (float* before = state, final = after, emitted = &output)
        {
            ScanTask task = One(model, ports, strides, before, &input);
            task.Final = final;
            task.Output = emitted;
            model.Forward.Run(task, 0, 1);
        }
    }

    // The derivative of the output, or of one state variable, with respect to the state before and the input.
    private static void Differentiate(ScanModel model, float[] state, float input, float output, int unit, float[] onState, ref float onInput)
    {
        float** ports = stackalloc float*[model.Ports];
        long* strides = stackalloc long[model.Ports];
        float** gradients = stackalloc float*[model.Ports];
        bool* adds = stackalloc bool[model.Ports];
        float* wanted = stackalloc float[Math.Max(1, state.Length)];
        for (int s = 0; s < state.Length; s++) wanted[s] = s == unit ? 1 : 0;
        fixed (float* before = state, initial = onState, toInput = &onInput)
        {
            ScanTask task = One(model, ports, strides, before, &input);
            for (int p = 0; p < model.Ports; p++)
            {
                gradients[p] = null;
                adds[p] = false;
            }

            gradients[0] = toInput;
            task.OutputGradient = &output;
            task.FinalGradient = wanted;
            task.InputGradients = gradients;
            task.InputAdds = adds;
            task.InitialGradient = state.Length == 0 ? null : initial;
            model.Backward.Run(task, 0, 1);
        }
    }

    private static ScanTask One(ScanModel model, float** ports, long* strides, float* before, float* input)
    {
        for (int p = 0; p < model.Ports; p++)
        {
            ports[p] = null;
            strides[p] = 0;
        }

        ports[0] = input;
        strides[0] = 1;
        return new ScanTask
        {
            Steps = 1,
            Lanes = 1,
            Inputs = ports,
            InputStrides = strides,
            Constants = model.Lower(1, 1, out long stride),
            ConstantStride = stride,
            Initial = before,
            RestingState = model.Resting,
        };
    }

    /// <summary>Spikes without a derivative.</summary>
    private readonly struct Detached : ISurrogate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Derivative<V>(V distance)
            where V : struct, IValue<V> => V.Zero;
    }
}
