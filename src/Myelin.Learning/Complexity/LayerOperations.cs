using Myelin.Analysis.Energy;

namespace Myelin.Learning.Complexity;

/// <summary>What one layer did, as means over samples.</summary>
/// <param name="Name">Its path within the model.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Counts">Operations of a sample.</param>
/// <param name="WeightBits">Bits of a weight in the form that the layer computes with.</param>
/// <param name="ActivationSparsity">The fraction of activations that are 0; no number where the layer has none.</param>
/// <param name="MembraneUpdates">Membrane potentials of a sample that a step changed; all of the first step of a batch count.</param>
/// <param name="EffectiveNeuronOperations">Arithmetic of neurons in steps that changed their membranes.</param>
/// <param name="DenseNeuronOperations">Arithmetic of neurons in all steps.</param>
public sealed record LayerOperations(
    string Name, string Kind, OperationCounts Counts, int WeightBits, double ActivationSparsity, double MembraneUpdates, double EffectiveNeuronOperations, double DenseNeuronOperations);
