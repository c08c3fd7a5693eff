using Myelin.Inputs;
using Myelin.Networks;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Recording;

namespace Myelin.Simulation;

/// <content>A simulation in a loop with the outside: what goes in is set and what comes out is read between two runs.</content>
public sealed partial class Simulator
{
    /// <summary>Sets what a steered drive adds from the next step on, until it is set again. A snapshot does not hold it: set it again after restoring.</summary>
    /// <param name="drive">A drive of a <see cref="SteeredInput"/>.</param>
    /// <param name="values">A number for every neuron driven, in the unit of the port.</param>
    /// <exception cref="ArgumentException">The drive is of another network, is not steered, or drives another number of neurons; or a number is not finite.</exception>
    public void Steer(Drive drive, ReadOnlySpan<double> values)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(drive);
        if (drive.Index >= Network.Drives.Count || !ReferenceEquals(Network.Drives[drive.Index], drive))
            throw new ArgumentException($"The {drive.Name} belongs to another network than the one that is simulated.", nameof(drive));
        if (engine.Sources[drive.Index] is not SteeredInput.Source source)
            throw new ArgumentException($"The {drive.Name} is a {drive.Input.GetType().Name}, which cannot be steered; drive the neurons with a SteeredInput.", nameof(drive));
        if (values.Length != drive.Target.Count)
            throw new ArgumentException($"The {drive.Name} needs {drive.Target.Count} numbers, one for each neuron, got {values.Length}.", nameof(values));
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"The {drive.Name} is steered by finite numbers, got {value}.", nameof(values));
        }

        source.Set(values);
    }

    /// <summary>How often each neuron has fired since the simulation began or this was last called.</summary>
    /// <param name="population">A population whose spikes are counted.</param>
    /// <param name="counts">Filled with one number per neuron.</param>
    /// <exception cref="InvalidOperationException">Its spikes are not counted.</exception>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void TakeCounts(Population population, Span<int> counts)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentNullException.ThrowIfNull(population);
        ThrowIfForeign(Network, population);
        if (counts.Length != population.Size) throw new ArgumentException($"'{population.Name}' has {population.Size} neurons, got a span of {counts.Length} for their counts.", nameof(counts));
        foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
        {
            SpikeCounts counted = slice.Counted ?? throw new InvalidOperationException($"The spikes of '{population.Name}' are not counted; ask for it with record: r => r.Counts(...).");
            counted.Take(counts);
        }
    }

    /// <summary>A state variable of all neurons of a population now.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="values">Filled with one number per neuron.</param>
    /// <exception cref="ArgumentException">The population is of another network or has no such variable, or the span has another length.</exception>
    public void GetState(Population population, string variable, Span<double> values)
    {
        int index = IndexOf(population, variable, values.Length);
        foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
        {
            for (int n = 0; n < slice.Slice.Count; n++) values[slice.Slice.First + n] = slice[index, n];
        }
    }

    /// <summary>Sets a state variable of all neurons of a population.</summary>
    /// <param name="population">The population.</param>
    /// <param name="variable">Name of the state variable.</param>
    /// <param name="values">One number per neuron.</param>
    /// <exception cref="ArgumentException">The population is of another network or has no such variable, the span has another length, or a number is not finite.</exception>
    public void SetState(Population population, string variable, ReadOnlySpan<double> values)
    {
        int index = IndexOf(population, variable, values.Length);
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"{variable} of '{population.Name}' is set to finite numbers, got {value}.", nameof(values));
        }

        foreach (SliceRuntime slice in engine.SlicesOf(population.Index))
        {
            for (int n = 0; n < slice.Slice.Count; n++) slice[index, n] = values[slice.Slice.First + n];
        }
    }

    private int IndexOf(Population population, string variable, int length)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        int index = NetworkValidation.StateIndex(population, variable);
        ThrowIfForeign(Network, population);
        if (length != population.Size) throw new ArgumentException($"'{population.Name}' has {population.Size} neurons, got {length} numbers for their {variable}.");
        return index;
    }
}
