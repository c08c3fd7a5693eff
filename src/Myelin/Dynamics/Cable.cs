using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Dynamics;

/// <summary>
/// The cable equation over compartments: potentials by backward Euler, implicit along the whole cable, with the gates held; then the gates
/// by the exact solution at the new potentials. Ends are sealed.
/// </summary>
/// <remarks>Source: Hines (1984), International Journal of Bio-Medical Computing 15, 69. First order in the step, stable for any.</remarks>
public sealed class Cable
{
    // The parameters of HodgkinHuxley are those of a patch of this area.
    private const double PatchArea = 100;

    private readonly HodgkinHuxley.Constants<double> constants;
    private readonly double dt;
    private readonly Compartment[] compartments;
    private readonly int[] parents;
    private readonly double[] links, axial, active, diagonal, right, m, h, n;

    /// <summary>Makes a cable at rest.</summary>
    /// <param name="compartments">The compartments, every parent before its children.</param>
    /// <param name="membrane">The membrane where there are channels.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">There is no compartment, a parent does not come first, or a conductance or capacitance is negative.</exception>
    public Cable(IReadOnlyList<Compartment> compartments, HodgkinHuxley membrane, Time dt)
    {
        ArgumentNullException.ThrowIfNull(compartments);
        Check(compartments);
        this.compartments = [.. compartments];
        constants = membrane.Lower(dt);
        this.dt = dt.InMilliseconds;
        parents = [.. compartments.Select(c => c.Parent)];
        links = [.. compartments.Select(c => c.Parent < 0 ? 0 : c.Link)];
        active = [.. compartments.Select(c => c.ActiveArea / PatchArea * membrane.Capacitance.InPicofarads)];
        axial = [.. links];
        for (int i = 1; i < parents.Length; i++) axial[parents[i]] += links[i];
        (diagonal, right) = (new double[parents.Length], new double[parents.Length]);
        HodgkinHuxley.State<double> rest = membrane.Initial(dt);
        double[] Everywhere(double value) => [.. Enumerable.Repeat(value, parents.Length)];
        Voltage = Everywhere(rest.U);
        (m, h, n) = (Everywhere(rest.M), Everywhere(rest.H), Everywhere(rest.N));
    }

    /// <summary>Membrane potential of every compartment [mV]; may be set.</summary>
    public double[] Voltage { get; }

    /// <summary>Advances by a step.</summary>
    /// <param name="current">Current into the root [pA].</param>
    public void Step(double current = 0) => Step([], current);

    /// <summary>Advances by a step in which current flows into every compartment.</summary>
    /// <param name="currents">Current into each compartment [pA], held over the step; empty for none.</param>
    /// <param name="current">Further current into the root [pA].</param>
    public void Step(ReadOnlySpan<double> currents, double current = 0)
    {
        for (int i = 0; i < Voltage.Length; i++)
        {
            ref readonly Compartment c = ref compartments[i];
            double sodium = SquidChannels<Scalar>.Sodium(new(active[i] * constants.Sodium), new(m[i]), new(h[i])).Number;
            double potassium = SquidChannels<Scalar>.Potassium(new(active[i] * constants.Potassium), new(n[i])).Number;
            double perStep = (active[i] + c.PassiveCapacitance) / dt;
            diagonal[i] = perStep + axial[i] + sodium + potassium + (active[i] * constants.Leak) + c.PassiveLeak;
            right[i] = (perStep * Voltage[i]) + (sodium * constants.SodiumReversal) + (potassium * constants.PotassiumReversal)
                + (active[i] * constants.Drive) + (c.PassiveLeak * c.PassiveReversal);
        }

        for (int i = 0; i < currents.Length; i++) right[i] += currents[i];
        right[0] += current;
        HinesSolver.Solve(parents, links, diagonal, right);
        right.CopyTo(Voltage, 0);
        for (int i = 0; i < Voltage.Length; i++)
        {
            if (active[i] == 0) continue;
            SquidChannels<Scalar> rates = new(new(Voltage[i]));
            m[i] = Gate(m[i], rates.OpenM.Number, rates.CloseM.Number);
            h[i] = Gate(h[i], rates.OpenH.Number, rates.CloseH.Number);
            n[i] = Gate(n[i], rates.OpenN.Number, rates.CloseN.Number);
        }
    }

    private static void Check(IReadOnlyList<Compartment> compartments)
    {
        if (compartments.Count == 0) throw new ArgumentException("Cable: there must be at least one compartment.");
        for (int i = 0; i < compartments.Count; i++)
        {
            Compartment c = compartments[i];
            if (i == 0 ? c.Parent != -1 : c.Parent < 0 || c.Parent >= i)
                throw new ArgumentException($"Cable: compartment {i} hangs on {c.Parent}; the first must hang on -1, every other on one before it.");
            foreach ((string name, double value) in (ReadOnlySpan<(string, double)>)
                [(nameof(c.Link), c.Link), (nameof(c.ActiveArea), c.ActiveArea), (nameof(c.PassiveCapacitance), c.PassiveCapacitance), (nameof(c.PassiveLeak), c.PassiveLeak)])
            {
                if (!(value >= 0 && double.IsFinite(value)))
                    throw new ArgumentException(FormattableString.Invariant($"Cable: {name} of compartment {i} must be finite and at least 0, got {value}."));
            }

            if (c.ActiveArea + c.PassiveCapacitance == 0)
                throw new ArgumentException($"Cable: compartment {i} has no membrane; its ActiveArea or its PassiveCapacitance must be above 0.");
        }
    }

    private double Gate(double gate, double open, double close)
    {
        double end = open / (open + close);
        return end + ((gate - end) * Math.Exp(-dt * constants.Phi * (open + close)));
    }
}
