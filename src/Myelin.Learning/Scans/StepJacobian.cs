using Myelin.Learning.Tensors;

namespace Myelin.Learning.Scans;

/// <summary>All derivatives of one step of a population, for each neuron of each sample: of every state variable after it, and of what is handed on.</summary>
/// <param name="Values">[S + 1, S + 1, lanes]: the last row is what is handed on, the last column the input.</param>
/// <param name="States">S.</param>
internal readonly record struct StepJacobian(Tensor Values, int States)
{
    private const int BlocksPerChunk = 64;

    /// <summary>Differentiates a step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="drive">What arrives at the first port, [1, B, ...].</param>
    /// <param name="initial">The state before, [S, B, ...]; no tensor for the state at rest.</param>
    /// <param name="traced">The state variable that is handed on; -1 for spikes.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="step">Which step it is.</param>
    public static unsafe StepJacobian Of(ScanModel model, Tensor drive, Tensor initial, int traced, ulong seed, long step)
    {
        int states = model.States, lanes = checked((int)drive.Shape.Count), neurons = drive.Shape.Rank > 2 ? drive.Shape.Product(2) : drive.Shape[1];
        int blocks = (lanes + Lanes.Block - 1) / Lanes.Block;
        Tensor values = Tensor.Empty([states + 1, states + 1, lanes]), ones = Tensor.Empty([lanes]), unit = Tensor.Zeros([Math.Max(1, states), lanes]);
        ones.Values.Fill(1);
        float** ports = stackalloc float*[model.Ports];
        long* strides = stackalloc long[model.Ports];
        float** gradients = stackalloc float*[model.Ports];
        bool* adds = stackalloc bool[model.Ports];
        for (int p = 0; p < model.Ports; p++)
        {
            ports[p] = null;
            strides[p] = 0;
            gradients[p] = null;
            adds[p] = false;
        }

        ports[0] = drive.Pointer;
        strides[0] = lanes;
        var task = new ScanTask
        {
            Steps = 1,
            Lanes = lanes,
            Inputs = ports,
            InputStrides = strides,
            Constants = model.Lower(lanes, neurons, out long stride),
            ConstantStride = stride,
            Initial = initial.Exists ? initial.Pointer : null,
            RestingState = model.Resting,
            Seed = seed,
            FirstStep = step,
            InputGradients = gradients,
            InputAdds = adds,
            FinalGradient = unit.Pointer,
        };
        for (int row = 0; row <= states; row++)
        {
            float* start = values.Pointer + ((long)row * (states + 1) * lanes);
            if (row == states && traced >= 0)
            {
                values.Slice(traced).Values.CopyTo(values.Slice(row).Values);
                break;
            }

            unit.Values.Clear();
            if (row < states) unit.Slice(row).Values.Fill(1);
            task.OutputGradient = row == states ? ones.Pointer : null;
            gradients[0] = start + ((long)states * lanes);
            task.InitialGradient = start;
            ScanTask one = task;
            Workers.Run((blocks + BlocksPerChunk - 1) / BlocksPerChunk, chunk => model.Backward.Run(one, chunk * BlocksPerChunk, Math.Min(BlocksPerChunk, blocks - (chunk * BlocksPerChunk))));
        }

        return new StepJacobian(values, states);
    }
}
