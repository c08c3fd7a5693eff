namespace Myelin.Networks;

/// <summary>The neurons of a network that runs, between two steps: what every engine with neurons that remember can give to whoever looks at or disturbs them.</summary>
public interface INeuronStates
{
    /// <summary>The network that runs.</summary>
    Network Network { get; }

    /// <summary>A state variable of all neurons of a population now.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="values">Filled with one number per neuron.</param>
    void GetState(Population population, string variable, Span<double> values);

    /// <summary>Sets a state variable of all neurons of a population.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="values">One finite number per neuron.</param>
    void SetState(Population population, string variable, ReadOnlySpan<double> values);
}
