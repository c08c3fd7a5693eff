namespace Myelin.Learning.Layers;

/// <summary>A layer of weights that can learn from a trace of its input in place of the input.</summary>
internal interface IProjection
{
    /// <summary>The trace; null for none.</summary>
    PresynapticTrace? Trace { get; set; }
}
