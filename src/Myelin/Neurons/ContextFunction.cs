namespace Myelin.Neurons;

/// <summary>How context acts on a cell's receptive input.</summary>
public enum ContextFunction
{
    /// <summary>Context amplifies or damps what the receptive input carries, and is nothing by itself.</summary>
    Modulate,

    /// <summary>Context and receptive input drive the cell together.</summary>
    Cooperate,
}
