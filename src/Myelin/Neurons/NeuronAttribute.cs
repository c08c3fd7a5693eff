namespace Myelin.Neurons;

/// <summary>
/// Marks a <c>readonly partial record struct</c> as a neuron model. The source generator reads its parameters, its nested
/// <c>State&lt;V&gt;</c>, <c>Constants&lt;V&gt;</c> and <c>Input&lt;V&gt;</c>, its <c>Lower</c> and its <c>Step</c>, and makes it an <see cref="INeuronModel"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class NeuronAttribute : Attribute;
