namespace Myelin.Hardware.NeuroCoreX;

/// <summary>Which synapse memory the board sends when it is asked for weights: the VHDL has known both.</summary>
public enum ReadBack
{
    /// <summary>That of the synapses from the inputs, as the published VHDL.</summary>
    Inputs,

    /// <summary>That of the synapses between the neurons, as lines that stand commented out in it.</summary>
    Lateral,
}
