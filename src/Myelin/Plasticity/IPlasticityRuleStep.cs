using Myelin.Values;

namespace Myelin.Plasticity;

/// <summary>
/// The events of a rule of plasticity, for a block of synapses of one source neuron, over memory laid out as consecutive <typeparamref name="V"/>s.
/// Traces are those after the last spike before the event, and <c>sincePre</c>, <c>sincePost</c> the times since these spikes [ms].
/// </summary>
/// <typeparam name="V">The numbers.</typeparam>
public interface IPlasticityRuleStep<V>
    where V : struct, IValue<V>
{
    /// <summary>Number of variables of a synapse, the weight included.</summary>
    static abstract int Variables { get; }

    /// <summary>Number of constants.</summary>
    static abstract int Constants { get; }

    /// <summary>Number of traces of a source neuron.</summary>
    static abstract int PreTraces { get; }

    /// <summary>Number of traces of a target neuron.</summary>
    static abstract int PostTraces { get; }

    /// <summary>Number of variables that are followed of a target neuron in every step; 0 where it sees spikes only.</summary>
    static abstract int Followed { get; }

    /// <summary>Whether two spikes at the same time are a pair.</summary>
    static abstract bool PairsSimultaneous { get; }

    /// <summary>Whether it needs the time since the synapse's last event.</summary>
    static abstract bool TracksTime { get; }

    /// <summary>Whether it needs a third factor.</summary>
    static abstract bool SeesFactor { get; }

    /// <summary>Whether what it follows of a target neuron depends on the third factor.</summary>
    static abstract bool StepSeesFactor { get; }

    /// <summary>Whether it needs the sum of the weights that a neuron receives.</summary>
    static abstract bool SeesTotal { get; }

    /// <summary>Whether a presynaptic spike needs a random number per synapse.</summary>
    static abstract bool DrawsAtPre { get; }

    /// <summary>Whether a postsynaptic spike needs a random number per synapse.</summary>
    static abstract bool DrawsAtPost { get; }

    /// <summary>Whether a third factor needs a random number per synapse.</summary>
    static abstract bool DrawsAtFactor { get; }

    /// <summary>Whether <see cref="OnPre"/> needs the target's traces.</summary>
    static abstract bool PreSeesPost { get; }

    /// <summary>Whether <see cref="OnPost"/> needs the target's traces before the spike.</summary>
    static abstract bool PostSeesPost { get; }

    /// <summary>Whether <see cref="OnPost"/> needs what is followed of the target.</summary>
    static abstract bool PostSeesNeuron { get; }

    /// <summary>Whether it acts on presynaptic spikes.</summary>
    static abstract bool HasOnPre { get; }

    /// <summary>Whether it acts on postsynaptic spikes.</summary>
    static abstract bool HasOnPost { get; }

    /// <summary>Whether it acts when a third factor arrives.</summary>
    static abstract bool HasOnFactor { get; }

    /// <summary>Whether it acts on a clock.</summary>
    static abstract bool HasOnTick { get; }

    /// <summary>Advances a source neuron's traces from its spike before to this one.</summary>
    static abstract void PreSpike(ref V pre, ref readonly V constants, V interval);

    /// <summary>Advances a target neuron's traces from its spike before to this one.</summary>
    static abstract void PostSpike(ref V post, ref readonly V constants, V interval);

    /// <summary>
    /// Follows a target neuron in a step, behind the neuron's own: what it returns, where not 0, is what the synapses see as a postsynaptic spike. A rule
    /// without such a step sees the spikes.
    /// </summary>
    static abstract V OnStep(ref V neuron, ref readonly V past, ref readonly V constants, ref readonly V states, V spike, V factor);

    /// <summary>A presynaptic spike reaches the synapses.</summary>
    static abstract void OnPre(ref V synapse, ref readonly V constants, ref readonly V pre, ref readonly V post, ref readonly V neuron, V sincePre, V sincePost, V elapsed, V factor, V total, V draw);

    /// <summary>A postsynaptic spike reaches the synapses.</summary>
    static abstract void OnPost(ref V synapse, ref readonly V constants, ref readonly V pre, ref readonly V post, ref readonly V neuron, V sincePre, V sincePost, V elapsed, V factor, V total, V draw);

    /// <summary>A third factor reaches the synapses.</summary>
    static abstract void OnFactor(ref V synapse, ref readonly V constants, ref readonly V pre, ref readonly V post, ref readonly V neuron, V sincePre, V sincePost, V elapsed, V factor, V total, V draw);

    /// <summary>The clock ticks.</summary>
    static abstract void OnTick(ref V synapse, ref readonly V constants, ref readonly V pre, ref readonly V post, ref readonly V neuron, V sincePre, V sincePost, V elapsed, V factor, V total, V draw);
}
