namespace Myelin.Synapses;

/// <summary>
/// Marks a <c>readonly partial record struct</c> as a rule of release: how much transmitter a spike releases, by what the same terminals released
/// before. The source generator reads its parameters, its nested <c>State&lt;V&gt;</c> and <c>Constants&lt;V&gt;</c>, its <c>Lower</c> and its
/// <c>Step</c>, and makes it an <see cref="IReleaseModel"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class ReleaseAttribute : Attribute;
