namespace Myelin.Dynamics;

/// <summary>A cylinder of a cable.</summary>
/// <param name="Parent">Number of the compartment that it hangs on; -1 for the root.</param>
/// <param name="Link">Axial conductance to the parent, from centre to centre [nS].</param>
/// <param name="ActiveArea">Area of membrane with the squid axon's channels [um2].</param>
/// <param name="PassiveCapacitance">Capacitance of membrane or myelin without channels [pF].</param>
/// <param name="PassiveLeak">Its conductance [nS].</param>
/// <param name="PassiveReversal">Its reversal potential [mV].</param>
public readonly record struct Compartment(int Parent, double Link, double ActiveArea, double PassiveCapacitance = 0, double PassiveLeak = 0, double PassiveReversal = -65)
{
    /// <summary>Conductance of the axoplasm between the centres of two cylinders [nS].</summary>
    /// <param name="resistivity">Axial resistivity [Ohm cm].</param>
    /// <param name="length">Length of the first [um].</param>
    /// <param name="diameter">Diameter of the first [um].</param>
    /// <param name="otherLength">Length of the second [um].</param>
    /// <param name="otherDiameter">Diameter of the second [um].</param>
    public static double Axial(double resistivity, double length, double diameter, double otherLength, double otherDiameter)
    {
        double OfHalf(double l, double d) => resistivity * 1e4 * (l / 2) / (Math.PI * d * d / 4);
        return 1e9 / (OfHalf(length, diameter) + OfHalf(otherLength, otherDiameter));
    }
}
