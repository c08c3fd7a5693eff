using Myelin.Dynamics;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Experiments.Cables;

/// <summary>Axons cut into compartments, and how fast a spike travels along them.</summary>
internal static class Axons
{
    // Of the squid's axoplasm, as Hodgkin and Huxley (1952) took it [Ohm cm].
    private const double SquidResistivity = 35.4;

    // Of a mammal's; capacitance of myelin per length times ln(fibre / axon diameter) [pF/um]: Goldman and Albus (1968), Biophys. J. 8, table I.
    private const double Resistivity = 110, MyelinCapacity = 1.6e-4;

    // Capacitance of a bare membrane [pF/um2], of which 1 uF/cm2 is 0.01; leak over capacitance of the squid's [1/ms]: myelin is a stack of such membranes.
    private const double BareCapacity = 0.01, LeakRate = 0.3;

    // Axon over fibre diameter, node length [um], and internode length over fibre diameter, typical of mammals.
    private const double AxonFraction = 0.7, NodeLength = 2, InternodeLength = 100;
    private const int PerInternode = 10;

    // Channels crowd in the nodes.
    private const double NodeDensity = 10;

    /// <summary>A compartment of a bare axon is this part of the length constant at rest.</summary>
    private const int PerLengthConstant = 40;

    /// <summary>The squid's giant axon on which the velocity was published: diameter 476 um.</summary>
    /// <param name="temperature">Degrees Celsius.</param>
    public static Conduction Squid(double temperature) => Bare(476, SquidResistivity, temperature);

    /// <summary>An axon without myelin.</summary>
    /// <param name="diameter">Diameter [um].</param>
    /// <param name="temperature">Degrees Celsius.</param>
    public static Conduction Bare(double diameter, double temperature) => Bare(diameter, Resistivity, temperature);

    /// <summary>A fibre with myelin, bare only at the nodes.</summary>
    /// <param name="diameter">Outer diameter of the fibre [um].</param>
    /// <param name="temperature">Degrees Celsius.</param>
    public static Conduction Myelinated(double diameter, double temperature)
    {
        const int Nodes = 31;
        double axon = AxonFraction * diameter, piece = InternodeLength * diameter / PerInternode;
        double myelin = MyelinCapacity / Math.Log(1 / AxonFraction) * piece;
        double between = Compartment.Axial(Resistivity, piece, axon, piece, axon), atNode = Compartment.Axial(Resistivity, NodeLength, axon, piece, axon);
        var compartments = new List<Compartment> { new(-1, 0, Math.PI * axon * NodeLength) };
        for (int node = 1; node < Nodes; node++)
        {
            for (int i = 0; i < PerInternode; i++) compartments.Add(new(compartments.Count - 1, i == 0 ? atNode : between, 0, myelin, myelin * LeakRate));
            compartments.Add(new(compartments.Count - 1, atNode, Math.PI * axon * NodeLength));
        }

        HodgkinHuxley membrane = new() { Temperature = temperature };
        membrane = membrane with { Sodium = NodeDensity * membrane.Sodium, Potassium = NodeDensity * membrane.Potassium, Leak = NodeDensity * membrane.Leak };
        int pitch = PerInternode + 1;
        double distance = (InternodeLength * diameter) + NodeLength;
        return new Conduction(compartments, membrane, Excited: pitch + 1, From: 10 * pitch, To: 20 * pitch, Distance: 10 * distance);
    }

    private static Conduction Bare(double diameter, double resistivity, double temperature)
    {
        const int Lengths = 10;
        double lengthConstant = Math.Sqrt(diameter / 4 / (resistivity * 1e4) / (BareCapacity * LeakRate * 1e-9));
        double piece = lengthConstant / PerLengthConstant, link = Compartment.Axial(resistivity, piece, diameter, piece, diameter);
        Compartment[] compartments = [.. Enumerable.Range(0, Lengths * PerLengthConstant).Select(i => new Compartment(i - 1, link, Math.PI * diameter * piece))];
        const int From = 4 * PerLengthConstant, To = 8 * PerLengthConstant;
        return new Conduction(compartments, new HodgkinHuxley { Temperature = temperature }, PerLengthConstant, From, To, (To - From) * piece);
    }
}

/// <summary>A spike on its way.</summary>
/// <param name="Compartments">The axon.</param>
/// <param name="Membrane">Its membrane where there are channels.</param>
/// <param name="Excited">Number of compartments at the beginning that start at 0 mV, which sets off a spike.</param>
/// <param name="From">The compartment at which the time begins.</param>
/// <param name="To">The compartment at which it ends.</param>
/// <param name="Distance">Way between them [um].</param>
internal sealed record Conduction(IReadOnlyList<Compartment> Compartments, HodgkinHuxley Membrane, int Excited, int From, int To, double Distance)
{
    private const double Crossing = 0;

    /// <summary>Lets the spike run.</summary>
    /// <param name="dt">Length of a step.</param>
    /// <param name="longest">Gives up after this time.</param>
    /// <param name="traced">Receives the potentials at both ends of the way after every step; null for nobody.</param>
    /// <returns>Velocity [m/s]; not a number where no spike arrives.</returns>
    public double Velocity(Time dt, Time longest, Action<double, double>? traced = null)
    {
        var cable = new Cable(Compartments, Membrane, dt);
        Array.Fill(cable.Voltage, Crossing, 0, Excited);
        double began = double.NaN;
        for (double t = 0; t < longest.InMilliseconds; t += dt.InMilliseconds)
        {
            double from = cable.Voltage[From], to = cable.Voltage[To];
            cable.Step();
            traced?.Invoke(cable.Voltage[From], cable.Voltage[To]);
            if (from < Crossing && cable.Voltage[From] >= Crossing) began = t + (dt.InMilliseconds * (Crossing - from) / (cable.Voltage[From] - from));
            if (to < Crossing && cable.Voltage[To] >= Crossing)
                return Distance * 1e-3 / (t + (dt.InMilliseconds * (Crossing - to) / (cable.Voltage[To] - to)) - began);
        }

        return double.NaN;
    }
}
