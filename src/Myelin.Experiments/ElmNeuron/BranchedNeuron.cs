using Myelin.Dynamics;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Synapses;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.ElmNeuron;

/// <summary>
/// The neuron to be matched: a soma with the squid's channels and branches of dendrite with a tenth of their density, under Poisson input to the middle of each branch.
/// Excitation opens AMPA and NMDA receptors, inhibition GABA receptors; their rates on each branch change at random.
/// </summary>
internal static class BranchedNeuron
{
    private const int PerBranch = 5;
    private const double Dt = 0.025, Resistivity = 110, SomaLength = 30, Length = 30, Thickness = 1, ActivePart = 0.1;

    // Of a passive membrane [pF/um2], [nS/um2].
    private const double Capacity = 0.01, Leak = 0.003;

    // Peak conductance of one synapse [nS].
    private const double Ampa = 1, Nmda = 1, Gaba = 1.5;
    private const double Spike = -20;

    /// <summary>Lets the neuron run.</summary>
    /// <param name="branches">Number of branches.</param>
    /// <param name="milliseconds">For how long [ms].</param>
    /// <param name="excitation">Largest rate of excitatory spikes on a branch, per ms.</param>
    /// <param name="inhibition">Largest rate of inhibitory spikes on a branch, per ms.</param>
    /// <param name="random">Where the spikes come from.</param>
    /// <param name="phase">Shows how far the run is.</param>
    public static Recorded Run(int branches, int milliseconds, double excitation, double inhibition, ref RandomStream random, Phase phase)
    {
        var cable = new Cable(Compartments(branches), new HodgkinHuxley { Temperature = 18.5 }, Dt * ms);
        int sites = 1 + (branches * PerBranch), steps = (int)Math.Round(1 / Dt);
        ExponentialConductance.Constants<Scalar> ampa = Of(new ExponentialConductance { Tau = 2 * ms }), gaba = Of(new ExponentialConductance { Tau = 6 * ms, Reversal = -80 * mV });
        NmdaConductance.Constants<Scalar> nmda = Of(new NmdaConductance());
        var ampaState = new ExponentialConductance.State<Scalar>[sites];
        var gabaState = new ExponentialConductance.State<Scalar>[sites];
        var nmdaState = new NmdaConductance.State<Scalar>[sites];
        double[] currents = new double[sites], excitatory = new double[sites], inhibitory = new double[sites];
        double[][] rates = [new double[branches], new double[branches]];
        var recorded = new Recorded(branches, milliseconds);
        double before = cable.Voltage[0];
        for (int t = 0; t < milliseconds; t++)
        {
            Array.Clear(excitatory);
            Array.Clear(inhibitory);
            for (int branch = 0; branch < branches; branch++)
            {
                // Rates stay for 50 ms on average.
                if (t == 0 || random.NextDouble() < 0.02) rates[0][branch] = excitation * random.NextDouble();
                if (t == 0 || random.NextDouble() < 0.02) rates[1][branch] = inhibition * random.NextDouble();
                recorded.Excitation[branch][t] = Arrive(excitatory, branch, rates[0][branch], ref random);
                recorded.Inhibition[branch][t] = Arrive(inhibitory, branch, rates[1][branch], ref random);
            }

            for (int step = 0; step < steps; step++)
            {
                for (int site = 1; site < sites; site++)
                {
                    Scalar u = new(cable.Voltage[site]), excite = new(step == 0 ? excitatory[site] : 0), inhibit = new(step == 0 ? inhibitory[site] : 0);
                    currents[site] = ExponentialConductance.Step(ref ampaState[site], ampa, new Scalar(Ampa) * excite, u).Number
                        + NmdaConductance.Step(ref nmdaState[site], nmda, new Scalar(Nmda) * excite, u).Number
                        + ExponentialConductance.Step(ref gabaState[site], gaba, new Scalar(Gaba) * inhibit, u).Number;
                }

                cable.Step(currents);
                if (before < Spike && cable.Voltage[0] >= Spike) recorded.Spiked[t] = 1;
                before = cable.Voltage[0];
            }

            recorded.Voltage[t] = cable.Voltage[0];
            phase.Report((t + 1.0) / milliseconds, $"{t + 1} ms");
        }

        return recorded;
    }

    private static List<Compartment> Compartments(int branches)
    {
        double area = Math.PI * Thickness * Length, passive = (1 - ActivePart) * area;
        double atSoma = Compartment.Axial(Resistivity, SomaLength, SomaLength, Length, Thickness), between = Compartment.Axial(Resistivity, Length, Thickness, Length, Thickness);
        var compartments = new List<Compartment> { new(-1, 0, Math.PI * SomaLength * SomaLength) };
        for (int branch = 0; branch < branches; branch++)
        {
            for (int i = 0; i < PerBranch; i++)
                compartments.Add(new(i == 0 ? 0 : compartments.Count - 1, i == 0 ? atSoma : between, ActivePart * area, passive * Capacity, passive * Leak));
        }

        return compartments;
    }

    // The number of spikes of a millisecond, which arrive in the middle of the branch: Knuth (1969), The Art of Computer Programming 2, 3.4.1.
    private static int Arrive(double[] arrivals, int branch, double rate, ref RandomStream random)
    {
        int count = 0;
        for (double left = Math.Exp(-rate), p = random.NextDouble(); p > left; p *= random.NextDouble()) count++;
        arrivals[1 + (branch * PerBranch) + (PerBranch / 2)] = count;
        return count;
    }

    private static ExponentialConductance.Constants<Scalar> Of(ExponentialConductance receptor)
    {
        ExponentialConductance.Constants<double> c = receptor.Lower(Dt * ms);
        return new() { Course = new() { Decay = new(c.Course.Decay), Mean = new(c.Course.Mean) }, Reversal = new(c.Reversal) };
    }

    private static NmdaConductance.Constants<Scalar> Of(NmdaConductance receptor)
    {
        NmdaConductance.Constants<double> c = receptor.Lower(Dt * ms);
        return new()
        {
            Course = new()
            {
                Fall = new(c.Course.Fall),
                Rise = new(c.Course.Rise),
                Feed = new(c.Course.Feed),
                MeanValue = new(c.Course.MeanValue),
                MeanFeed = new(c.Course.MeanFeed),
                Jump = new(c.Course.Jump),
            },
            Reversal = new(c.Reversal),
            Block = new(c.Block),
        };
    }
}

/// <summary>What went in and came out, in bins of 1 ms.</summary>
/// <param name="branches">Number of branches.</param>
/// <param name="samples">Number of bins.</param>
internal sealed class Recorded(int branches, int samples)
{
    /// <summary>Number of excitatory spikes, [branch][bin].</summary>
    public double[][] Excitation { get; } = [.. Enumerable.Range(0, branches).Select(_ => new double[samples])];

    /// <summary>Number of inhibitory spikes, [branch][bin].</summary>
    public double[][] Inhibition { get; } = [.. Enumerable.Range(0, branches).Select(_ => new double[samples])];

    /// <summary>Potential of the soma at the end of each bin [mV].</summary>
    public double[] Voltage { get; } = new double[samples];

    /// <summary>1 where the soma spiked, else 0.</summary>
    public double[] Spiked { get; } = new double[samples];
}
