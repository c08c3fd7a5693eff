namespace Myelin.Learning.Scans;

/// <summary>The arrays of one run of a population of neurons over time. A lane is a neuron of a sample; a block is sixteen lanes.</summary>
internal unsafe struct ScanTask
{
    /// <summary>Number of time steps.</summary>
    public int Steps;

    /// <summary>Number of lanes.</summary>
    public int Lanes;

    /// <summary>The population's number of the first lane, a multiple of sixteen: the random numbers of a stochastic model are named by it.</summary>
    public int FirstLane;

    /// <summary>What arrives at each port, [T, lanes]; null where nothing does.</summary>
    public float** Inputs;

    /// <summary>Distance from a step to the next of each port's input: the number of lanes, or 0 where all steps are the same.</summary>
    public long* InputStrides;

    /// <summary>Constants of every block, sixteen of each in the order of the model's; or of one block for all.</summary>
    public float* Constants;

    /// <summary>Distance in floats from a block's constants to the next's; 0 where all are the same.</summary>
    public long ConstantStride;

    /// <summary>The state of every lane before the first step, [S, lanes]; null for <see cref="RestingState"/>.</summary>
    public float* Initial;

    /// <summary>The state that neurons start in, one number per variable.</summary>
    public float* RestingState;

    /// <summary>Receives the state after the last step, [S, lanes]; may be null.</summary>
    public float* Final;

    /// <summary>What is emitted, [T, lanes].</summary>
    public float* Output;

    /// <summary>Receives a state variable after every step, [T, lanes]; may be null.</summary>
    public float* Trace;

    /// <summary>Which variable.</summary>
    public int TracedVariable;

    /// <summary>Names the random numbers of a stochastic model.</summary>
    public ulong Seed;

    /// <summary>The step that is the first of this run.</summary>
    public long FirstStep;

    /// <summary>Backward: the gradient of the output, [T, lanes]; may be null.</summary>
    public float* OutputGradient;

    /// <summary>Backward: the gradient of the trace, [T, lanes]; may be null.</summary>
    public float* TraceGradient;

    /// <summary>Backward: the gradient of the final state, [S, lanes]; may be null.</summary>
    public float* FinalGradient;

    /// <summary>Backward: receives the gradient of each port's input; null where it is not wanted.</summary>
    public float** InputGradients;

    /// <summary>Backward: whether that of a port is added to what is there.</summary>
    public bool* InputAdds;

    /// <summary>Backward: the constants whose gradient is wanted.</summary>
    public int* LearntConstants;

    /// <summary>Backward: how many.</summary>
    public int Learnt;

    /// <summary>Backward: receives their gradients, sixteen numbers for each of every block.</summary>
    public float* ConstantGradients;

    /// <summary>Backward: whether they are added to what is there.</summary>
    public bool ConstantAdds;

    /// <summary>Backward: whether no gradient goes from a step to the one before.</summary>
    public bool CutsTime;

    /// <summary>Backward: receives the gradient of the initial state, [S, lanes]; may be null.</summary>
    public float* InitialGradient;
}
