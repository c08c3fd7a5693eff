using Myelin.Randomness;

namespace Myelin.Experiments.Polychrony;

/// <summary>
/// Excitatory and inhibitory neurons with delays: an excitatory neuron reaches random others, each synapse with its own delay; an inhibitory one
/// reaches excitatory neurons after 1 ms. Of the excitatory synapses a random part has the largest weight and the rest has none, as plasticity leaves them.
/// </summary>
internal sealed class DelayNetwork
{
    /// <summary>Largest excitatory and inhibitory weight [mV].</summary>
    public const double Excitation = 10, Inhibition = -5;

    /// <summary>Makes a network.</summary>
    /// <param name="neurons">Number of neurons; the first four fifths excite.</param>
    /// <param name="outdegree">Synapses of each neuron.</param>
    /// <param name="strong">Part of the excitatory synapses that have the largest weight.</param>
    /// <param name="longestDelay">Longest delay [ms]; delays are whole and uniform from 1 ms.</param>
    /// <param name="random">Where the draws come from.</param>
    public DelayNetwork(int neurons, int outdegree, double strong, int longestDelay, ref RandomStream random)
    {
        Neurons = neurons;
        Excitatory = neurons * 4 / 5;
        List<Synapse>[] outgoing = [.. Enumerable.Range(0, neurons).Select(_ => new List<Synapse>())];
        List<Synapse>[] incoming = [.. Enumerable.Range(0, neurons).Select(_ => new List<Synapse>())];
        for (int source = 0; source < neurons; source++)
        {
            bool excites = source < Excitatory;
            var taken = new HashSet<int> { source };
            while (taken.Count <= outdegree)
            {
                int target = random.NextInt(excites ? neurons : Excitatory);
                if (!taken.Add(target)) continue;
                int delay = excites ? 1 + random.NextInt(longestDelay) : 1;
                if (excites && random.NextDouble() >= strong) continue;
                Synapse synapse = new(source, target, delay, excites ? Excitation : Inhibition);
                outgoing[source].Add(synapse);
                if (excites) incoming[target].Add(synapse);
            }
        }

        Outgoing = [.. outgoing.Select(o => o.ToArray())];
        StrongInputs = [.. incoming.Select(i => i.ToArray())];
    }

    /// <summary>Makes a network of given synapses.</summary>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="excitatory">Number of the first ones that excite.</param>
    /// <param name="synapses">The synapses.</param>
    public DelayNetwork(int neurons, int excitatory, IReadOnlyList<Synapse> synapses)
    {
        (Neurons, Excitatory) = (neurons, excitatory);
        Outgoing = [.. Enumerable.Range(0, neurons).Select(n => synapses.Where(s => s.Source == n).ToArray())];
        StrongInputs = [.. Enumerable.Range(0, neurons).Select(n => synapses.Where(s => s.Target == n && s.Weight > 0).ToArray())];
    }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>Number of those, the first ones, that excite.</summary>
    public int Excitatory { get; }

    /// <summary>The synapses of each neuron that have a weight.</summary>
    public Synapse[][] Outgoing { get; }

    /// <summary>The excitatory synapses onto each neuron that have a weight.</summary>
    public Synapse[][] StrongInputs { get; }
}

/// <summary>A synapse.</summary>
/// <param name="Source">The neuron whose spikes it carries.</param>
/// <param name="Target">The neuron that they reach.</param>
/// <param name="Delay">How long they take [ms].</param>
/// <param name="Weight">By how much the potential jumps [mV].</param>
internal readonly record struct Synapse(int Source, int Target, int Delay, double Weight);
