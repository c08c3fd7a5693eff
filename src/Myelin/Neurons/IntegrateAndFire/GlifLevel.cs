namespace Myelin.Neurons;

/// <summary>The levels of the generalised leaky integrate-and-fire neuron. Source: Teeter et al. (2018), Nature Communications 9:709.</summary>
public enum GlifLevel
{
    /// <summary>GLIF1: leaky integrate-and-fire.</summary>
    Lif,

    /// <summary>GLIF2: with biologically defined reset rules of potential and threshold.</summary>
    LifR,

    /// <summary>GLIF3: with after-spike currents.</summary>
    LifAsc,

    /// <summary>GLIF4: with reset rules and after-spike currents.</summary>
    LifRAsc,

    /// <summary>GLIF5: as GLIF4, with a threshold that follows the potential.</summary>
    LifRAscA,
}
