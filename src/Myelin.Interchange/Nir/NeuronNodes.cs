namespace Myelin.Interchange.Nir;

/// <summary>A spike wherever the input is strictly above the threshold.</summary>
/// <param name="Threshold">The threshold.</param>
public sealed record ThresholdNode(NumericArray Threshold) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "Threshold";

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("threshold", Threshold)];

    internal static ThresholdNode Read(FieldReader fields) => new(fields.Array("threshold"));
}

/// <summary>Integrator: v' = R I; v goes out.</summary>
/// <param name="R">Gain of the input per unit of time.</param>
public sealed record INode(NumericArray R) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "I";

    internal override bool IsGraded => true;

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("r", R)];

    internal static INode Read(FieldReader fields) => new(fields.Array("r"));
}

/// <summary>Integrate-and-fire: v' = R I; a spike and v = v_reset where v &gt; v_threshold.</summary>
/// <param name="R">Gain of the input per unit of time.</param>
/// <param name="VThreshold">Spike threshold.</param>
/// <param name="VReset">Potential after a spike; null for 0, as older files have it.</param>
public sealed record IfNode(NumericArray R, NumericArray VThreshold, NumericArray? VReset = null) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "IF";

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("r", R), ("v_threshold", VThreshold), ("v_reset", VReset)];

    internal static IfNode Read(FieldReader fields) => new(fields.Array("r"), fields.Array("v_threshold"), fields.Optional("v_reset"));
}

/// <summary>Leaky integrator: tau v' = (v_leak - v) + R I; v goes out.</summary>
/// <param name="Tau">Time constant, in the file's unit of time.</param>
/// <param name="R">Gain of the input.</param>
/// <param name="VLeak">Potential to which v leaks.</param>
public sealed record LiNode(NumericArray Tau, NumericArray R, NumericArray VLeak) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "LI";

    internal override bool IsGraded => true;

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("tau", Tau), ("r", R), ("v_leak", VLeak)];

    internal static LiNode Read(FieldReader fields) => new(fields.Array("tau"), fields.Array("r"), fields.Array("v_leak"));
}

/// <summary>Leaky integrate-and-fire: tau v' = (v_leak - v) + R I; a spike and v = v_reset where v &gt; v_threshold.</summary>
/// <param name="Tau">Time constant, in the file's unit of time.</param>
/// <param name="R">Gain of the input.</param>
/// <param name="VLeak">Potential to which v leaks.</param>
/// <param name="VThreshold">Spike threshold.</param>
/// <param name="VReset">Potential after a spike; null for 0.</param>
public sealed record LifNode(NumericArray Tau, NumericArray R, NumericArray VLeak, NumericArray VThreshold, NumericArray? VReset = null) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "LIF";

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("tau", Tau), ("r", R), ("v_leak", VLeak), ("v_threshold", VThreshold), ("v_reset", VReset)];

    internal static LifNode Read(FieldReader fields) => new(fields.Array("tau"), fields.Array("r"), fields.Array("v_leak"), fields.Array("v_threshold"), fields.Optional("v_reset"));
}

/// <summary>Leaky integrator behind a synaptic current: tau_syn I' = -I + w_in S; tau_mem v' = (v_leak - v) + R I; v goes out.</summary>
/// <param name="TauSyn">Time constant of the current, in the file's unit of time.</param>
/// <param name="TauMem">Time constant of the membrane, in the file's unit of time.</param>
/// <param name="R">Gain of the current.</param>
/// <param name="VLeak">Potential to which v leaks.</param>
/// <param name="WIn">Weight of the input; null for 1.</param>
public sealed record CubaLiNode(NumericArray TauSyn, NumericArray TauMem, NumericArray R, NumericArray VLeak, NumericArray? WIn = null) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "CubaLI";

    internal override bool IsGraded => true;

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("tau_syn", TauSyn), ("tau_mem", TauMem), ("r", R), ("v_leak", VLeak), ("w_in", WIn)];

    internal static CubaLiNode Read(FieldReader fields) => new(fields.Array("tau_syn"), fields.Array("tau_mem"), fields.Array("r"), fields.Array("v_leak"), fields.Optional("w_in"));
}

/// <summary>Leaky integrate-and-fire behind a synaptic current: tau_syn I' = -I + w_in S; tau_mem v' = (v_leak - v) + R I; a spike and v = v_reset where v &gt; v_threshold.</summary>
/// <param name="TauSyn">Time constant of the current, in the file's unit of time.</param>
/// <param name="TauMem">Time constant of the membrane, in the file's unit of time.</param>
/// <param name="R">Gain of the current.</param>
/// <param name="VLeak">Potential to which v leaks.</param>
/// <param name="VThreshold">Spike threshold.</param>
/// <param name="VReset">Potential after a spike; null for 0.</param>
/// <param name="WIn">Weight of the input; null for 1.</param>
public sealed record CubaLifNode(NumericArray TauSyn, NumericArray TauMem, NumericArray R, NumericArray VLeak, NumericArray VThreshold, NumericArray? VReset = null, NumericArray? WIn = null) : NeuronNode
{
    /// <inheritdoc/>
    public override string Type => "CubaLIF";

    internal override IReadOnlyList<(string Name, NumericArray? Value)> Parameters => [("tau_syn", TauSyn), ("tau_mem", TauMem), ("r", R), ("v_leak", VLeak), ("v_threshold", VThreshold), ("v_reset", VReset), ("w_in", WIn)];

    internal static CubaLifNode Read(FieldReader fields) => new(fields.Array("tau_syn"), fields.Array("tau_mem"), fields.Array("r"), fields.Array("v_leak"), fields.Array("v_threshold"), fields.Optional("v_reset"), fields.Optional("w_in"));
}
