using Myelin.Values;

namespace Myelin.Hardware.Chips;

/// <summary>
/// A neuromorphic chip: what its cores hold, in which words they compute, how spikes travel, and what each of it costs. A description, read from a YAML file; every
/// number has the published source that the file names.
/// </summary>
/// <param name="Name">The name by which it is asked for.</param>
/// <param name="Title">The name in full.</param>
/// <param name="Sources">The publications that the numbers are from.</param>
/// <param name="Notes">What the description simplifies or assumes.</param>
/// <param name="Cores">What a core holds.</param>
/// <param name="Neurons">Which neurons a core can be, and in which words.</param>
/// <param name="Synapses">Weights, delays and learning.</param>
/// <param name="Time">How steps pass.</param>
/// <param name="Mesh">The wires between cores.</param>
/// <param name="Energy">What operations cost.</param>
public sealed record Chip(
    string Name,
    string Title,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Notes,
    CoreLimits Cores,
    NeuronLimits Neurons,
    SynapseLimits Synapses,
    ChipTime Time,
    MeshShape Mesh,
    OperationEnergy Energy);

/// <summary>What a core holds.</summary>
/// <param name="Count">Cores of a chip.</param>
/// <param name="Chips">The most chips that can be joined.</param>
/// <param name="Neurons">The most neurons of a core.</param>
/// <param name="SynapseBits">Bits of synapse memory of a core.</param>
/// <param name="InputAxons">The most neurons that a core can receive from.</param>
/// <param name="OutputCores">The most cores that a neuron can send to.</param>
/// <param name="OneModel">Whether all neurons of a core are of one model.</param>
public sealed record CoreLimits(int Count, int Chips, int Neurons, long SynapseBits, int InputAxons, int OutputCores, bool OneModel);

/// <summary>Which neurons a core can be, and in which words.</summary>
/// <param name="Models">Names of the neuron models; empty for any.</param>
/// <param name="Receptors">Names of the receptor models; empty for any.</param>
/// <param name="FanIn">The most synapses of a neuron.</param>
/// <param name="StateBits">Bits of a state variable, with its sign.</param>
/// <param name="FractionBits">Bits behind the binary point; null where they are chosen to fit each population.</param>
/// <param name="CoefficientBits">Significant bits of decays and other constants; 0 where they are words like all others.</param>
/// <param name="Overflow">What happens to a number that a word cannot hold.</param>
/// <param name="Rounding">How products come to a word.</param>
public sealed record NeuronLimits(
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Receptors,
    int FanIn,
    int StateBits,
    int? FractionBits,
    int CoefficientBits,
    FixedOverflow Overflow,
    FixedRounding Rounding);

/// <summary>Weights, delays and learning.</summary>
/// <param name="WeightBits">Bits of a weight, with its sign.</param>
/// <param name="PowerOfTwo">Whether the unit of weights must be a power of two.</param>
/// <param name="AddressBits">Bits that a synapse takes beside its weight.</param>
/// <param name="LongestDelay">The longest delay, in steps.</param>
/// <param name="Learning">Names of the rules that can change weights; empty for none. A star stands for any.</param>
/// <param name="ShortTerm">Whether synapses can have short-term plasticity.</param>
public sealed record SynapseLimits(int WeightBits, bool PowerOfTwo, int AddressBits, int LongestDelay, IReadOnlyList<string> Learning, bool ShortTerm);

/// <summary>How steps pass.</summary>
/// <param name="IsRealTime">
/// Whether a step takes as long as it stands for, so that a spike can come too late; else cores wait for each other, and a step takes as long as it needs.
/// </param>
/// <param name="ShortestStep">The shortest step [ms] that can be kept in real time; null where there is no such limit.</param>
/// <param name="ClockMegahertz">Cycles of a microsecond.</param>
/// <param name="NeuronCycles">Cycles of the update of a neuron.</param>
/// <param name="EventCycles">Cycles of a synaptic event.</param>
/// <param name="BarrierCycles">Cycles that waiting for each other takes.</param>
public sealed record ChipTime(bool IsRealTime, double? ShortestStep, double ClockMegahertz, double NeuronCycles, double EventCycles, double BarrierCycles);

/// <summary>The wires between cores: a mesh of routers, one a core, with dimension-ordered routes, first along a row.</summary>
/// <param name="Width">Columns of a chip.</param>
/// <param name="Height">Rows of a chip.</param>
/// <param name="HopCycles">Cycles that a packet takes from router to router.</param>
/// <param name="PacketCycles">Cycles that a packet keeps a wire busy.</param>
/// <param name="Buffer">Packets that can wait for a wire.</param>
/// <param name="Drops">Whether a packet that finds no room is lost; else it waits.</param>
public sealed record MeshShape(int Width, int Height, double HopCycles, double PacketCycles, int Buffer, bool Drops);

/// <summary>What operations cost, in picojoules.</summary>
/// <param name="SynapticEvent">A synaptic event.</param>
/// <param name="NeuronUpdate">The update of a neuron.</param>
/// <param name="Spike">A spike, where it is made.</param>
/// <param name="Hop">A packet from router to router.</param>
/// <param name="StaticMilliwatts">Power of a core that does nothing [mW].</param>
public sealed record OperationEnergy(double SynapticEvent, double NeuronUpdate, double Spike, double Hop, double StaticMilliwatts);
