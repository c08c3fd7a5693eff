using System.Runtime.InteropServices;
using Myelin.Learning.Scans.SpikeTimes;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>A neuron model as a layer runs it: its two compiled loops and the numbers that they need, for a number of neurons.</summary>
internal sealed unsafe class ScanModel : IDisposable
{
    // Relative step of the derivative of constants with respect to parameters; both are double precision.
    private const double Difference = 1e-6;

    private readonly IScan forward;
    private readonly IScan backward;
    private readonly double[] parameters;
    private readonly double[] lowered;
    private readonly double[] higher;
    private readonly double[] lower;
    private readonly double[] jacobian;
    private readonly int[] learntConstants;
    private readonly bool perNeuron;
    private readonly float* constants;
    private readonly float* resting;
    private float* perLane;
    private (SpikeTimeRule Rule, IScan Loop)? timed;
    private long perLaneLength;
    private bool disposed;

    private ScanModel(INeuronModel model, (IScan Forward, IScan Backward) loops, Time dt, LearntParameter[] learnt)
    {
        Model = model;
        (forward, backward) = loops;
        Dt = dt;
        Learnt = learnt;
        perNeuron = learnt.Any(p => p.Value.Shape.Count > 1);
        parameters = new double[model.Info.Parameters.Count];
        model.CopyParameters(parameters);
        lowered = new double[forward.Constants];
        higher = new double[forward.Constants];
        lower = new double[forward.Constants];
        jacobian = new double[forward.Constants * Math.Max(1, learnt.Length)];
        double[] rest = model.LowerInitialState(dt);
        constants = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, forward.Constants) * Lanes.Block * sizeof(float), 64);
        resting = (float*)NativeMemory.AlignedAlloc((nuint)Math.Max(64, rest.Length * sizeof(float)), 64);
        for (int i = 0; i < rest.Length; i++) resting[i] = (float)rest[i];
        model.LowerConstants(dt).CopyTo(lowered.AsSpan());
        Fill(constants, lowered, lane: -1);
        Differentiate(0);
        learntConstants = learnt.Length == 0 ? [] : [.. Enumerable.Range(0, forward.Constants).Where(DependsOnLearnt)];
    }

#pragma warning disable MA0055 // Native memory must not outlive a layer that nobody disposed.
    ~ScanModel() => Free();
#pragma warning restore MA0055

    public INeuronModel Model { get; }

    public Time Dt { get; }

    public LearntParameter[] Learnt { get; }

    public int States => forward.States;

    public int Ports => forward.Ports;

    public IScan Forward => forward;

    public IScan Backward => backward;

    /// <summary>How spikes are differentiated by their times; null for the surrogate.</summary>
    public SpikeTimeRule? Rule { get; set; }

    /// <summary>The constants that depend on a learnt parameter.</summary>
    public ReadOnlySpan<int> LearntConstants => learntConstants;

    public float* Resting => resting;

    /// <summary>Compiles a model.</summary>
    /// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
    public static ScanModel Of<TSurrogate>(INeuronModel model, Time dt, params LearntParameter[] learnt)
        where TSurrogate : struct, ISurrogate => new(model, ScanBuilder.Build<TSurrogate>(model, learnt.Length), dt, learnt);

    /// <summary>The backward loop for a pass in which a fraction of the outputs were spikes.</summary>
    public IScan BackwardOf(double activity)
    {
        if (Rule is null || !Rule.IsUsed(activity)) return backward;
        if (timed?.Rule != Rule) timed = (Rule, Rule.Build(Model, Dt, LearntConstants.Length));
        return timed.Value.Loop;
    }

    /// <summary>Lowers the parameters as they are now.</summary>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="neurons">Number of neurons of a sample, the innermost of a lane's index.</param>
    /// <param name="stride">Distance in floats from a block's constants to the next's; 0 where all are the same.</param>
    public float* Lower(int lanes, int neurons, out long stride)
    {
        stride = 0;
        if (Learnt.Length == 0) return constants;
        if (!perNeuron)
        {
            SetParameters(0);
            Model.LowerConstants(parameters, Dt, lowered);
            Fill(constants, lowered, lane: -1);
            return constants;
        }

        int blocks = (lanes + Lanes.Block - 1) / Lanes.Block;
        stride = (long)forward.Constants * Lanes.Block;
        if (perLaneLength < blocks * stride)
        {
            NativeMemory.AlignedFree(perLane);
            perLaneLength = blocks * stride;
            perLane = (float*)NativeMemory.AlignedAlloc((nuint)perLaneLength * sizeof(float), 64);
        }

        // Neighbours with the same parameters, such as those of a channel, are lowered once.
        for (int n = 0, end; n < neurons; n = end)
        {
            SetParameters(n);
            end = n + 1;
            while (end < neurons && IsSet(end)) end++;
            Model.LowerConstants(parameters, Dt, lowered);
            for (int lane = n; lane < lanes; lane += neurons) FillRun(stride, lane, lane + end - n);
        }

        for (int lane = lanes; lane < blocks * Lanes.Block; lane++) Fill(perLane + (lane / Lanes.Block * stride), lowered, lane % Lanes.Block);
        return perLane;
    }

    /// <summary>Turns gradients of constants, sixteen numbers for each of every block, into those of the learnt parameters.</summary>
    /// <param name="gradients">The gradients of <see cref="LearntConstants"/>.</param>
    /// <param name="lanes">Number of lanes.</param>
    /// <param name="neurons">Number of neurons of a sample.</param>
    public void Chain(float* gradients, int lanes, int neurons)
    {
        int width = learntConstants.Length;
        Span<double> sums = stackalloc double[width];
        for (int n = 0; n < (perNeuron ? neurons : 1); n++)
        {
            sums.Clear();
            int step = perNeuron ? neurons : 1;
            for (int lane = n; lane < lanes; lane += step)
            {
                float* block = gradients + ((long)(lane / Lanes.Block) * width * Lanes.Block) + (lane % Lanes.Block);
                for (int c = 0; c < width; c++) sums[c] += block[c * Lanes.Block];
            }

            SetParameters(n);
            Differentiate(n);
            for (int p = 0; p < Learnt.Length; p++)
            {
                Parameter value = Learnt[p].Value;
                if (!value.Learns) continue;
                double raw = value.Values[value.Shape.Count == 1 ? 0 : n];
                if (raw < Learnt[p].Low || raw > Learnt[p].High)
                {
                    Add(value, n, 0);
                    continue;
                }

                double sum = 0;
                for (int c = 0; c < width; c++) sum += sums[c] * jacobian[(p * forward.Constants) + learntConstants[c]];
                Add(value, n, (float)sum);
            }
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void Add(Parameter value, int neuron, float gradient)
    {
        Tensor tensor = value;
        float* target = tensor.Storage.GradientTarget(whole: false, out _);
        target[value.Shape.Count == 1 ? 0 : neuron] += gradient;
    }

    private void SetParameters(int neuron)
    {
        foreach (LearntParameter learnt in Learnt) parameters[learnt.Index] = learnt.Of(neuron);
    }

    private bool IsSet(int neuron)
    {
        foreach (LearntParameter learnt in Learnt)
        {
            if (parameters[learnt.Index] != learnt.Of(neuron)) return false;
        }

        return true;
    }

    private void FillRun(long stride, int first, int end)
    {
        for (int lane = first; lane < end;)
        {
            int within = lane % Lanes.Block, count = Math.Min(Lanes.Block - within, end - lane);
            float* block = perLane + (lane / Lanes.Block * stride) + within;
            for (int c = 0; c < lowered.Length; c++) new Span<float>(block + (c * Lanes.Block), count).Fill((float)lowered[c]);
            lane += count;
        }
    }

    // Central differences in double precision: exact to about nine digits, and no second copy of how a model lowers its parameters.
    private void Differentiate(int neuron)
    {
        SetParameters(neuron);
        for (int p = 0; p < Learnt.Length; p++)
        {
            LearntParameter learnt = Learnt[p];
            double at = parameters[learnt.Index], h = Difference * Math.Max(Math.Abs(at), 1e-3);
            double up = Math.Min(at + h, learnt.High), down = Math.Max(at - h, learnt.Low);
            parameters[learnt.Index] = up;
            Model.LowerConstants(parameters, Dt, higher);
            parameters[learnt.Index] = down;
            Model.LowerConstants(parameters, Dt, lower);
            parameters[learnt.Index] = at;
            for (int c = 0; c < forward.Constants; c++) jacobian[(p * forward.Constants) + c] = (higher[c] - lower[c]) / (up - down);
        }
    }

    private bool DependsOnLearnt(int constant)
    {
        for (int p = 0; p < Learnt.Length; p++)
        {
            if (jacobian[(p * forward.Constants) + constant] != 0) return true;
        }

        return false;
    }

    private void Fill(float* block, double[] values, int lane)
    {
        for (int c = 0; c < values.Length; c++)
        {
            if (lane >= 0) block[(c * Lanes.Block) + lane] = (float)values[c];
            else new Span<float>(block + (c * Lanes.Block), Lanes.Block).Fill((float)values[c]);
        }
    }

    private void Free()
    {
        if (disposed) return;
        disposed = true;
        NativeMemory.AlignedFree(constants);
        NativeMemory.AlignedFree(resting);
        NativeMemory.AlignedFree(perLane);
    }
}
