using Myelin.Neurons;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.Polychrony;

/// <summary>A spike of a group.</summary>
/// <param name="Neuron">The neuron.</param>
/// <param name="Time">When it fires [ms].</param>
/// <param name="Layer">Number of spikes on the longest chain of causes that ends here.</param>
internal readonly record struct Firing(int Neuron, double Time, int Layer);

/// <summary>
/// What follows when a few neurons of a network at rest fire at given times. Only neurons that something has reached are stepped; one that has come back
/// to within 0.1 mV of rest is at rest.
/// </summary>
/// <remarks>Izhikevich (2006), Neural Computation 18, 245-282, section 3: how polychronous groups are found.</remarks>
internal sealed class GroupSearch
{
    // A spike may be caused by what arrived in the last milliseconds; nothing that is older is left of it in the potential.
    private const double Cause = 10;
    private const double Dt = 0.5, Settled = 0.1;

    // A jump that makes any neuron fire at once, and what stands for its cause.
    private const double Blow = 1000;
    private const int External = -1;

    private readonly DelayNetwork network;
    private readonly int steps, mostFirings;
    private readonly Izhikevich.Constants<Scalar> excitatory, inhibitory;
    private readonly Izhikevich.State<Scalar> excitatoryRest, inhibitoryRest;
    private readonly Izhikevich.State<Scalar>[] state;
    private readonly bool[] moving;
    private readonly List<(int Target, double Weight, int Cause)>[] arrivals;
    private readonly List<(double Time, int Cause)>[] causes;
    private readonly double[] arriving;

    /// <summary>Prepares a search.</summary>
    /// <param name="network">The network.</param>
    /// <param name="longest">No group is followed for longer [ms].</param>
    /// <param name="mostFirings">Nor for more spikes.</param>
    public GroupSearch(DelayNetwork network, double longest, int mostFirings)
    {
        this.network = network;
        this.mostFirings = mostFirings;
        steps = (int)Math.Ceiling(longest / Dt);
        (excitatory, excitatoryRest) = Prepare(new Izhikevich());
        (inhibitory, inhibitoryRest) = Prepare(new Izhikevich { A = 0.1 / ms, D = 2 * mV });
        state = new Izhikevich.State<Scalar>[network.Neurons];
        moving = new bool[network.Neurons];
        arriving = new double[network.Neurons];
        arrivals = [.. Enumerable.Range(0, steps).Select(_ => new List<(int, double, int)>())];
        causes = [.. Enumerable.Range(0, network.Neurons).Select(_ => new List<(double, int)>())];
    }

    /// <summary>The spikes that follow from given ones, these included.</summary>
    /// <param name="anchors">Neurons that are made to fire, and when [ms]: 0.5 or later.</param>
    public List<Firing> Follow(IReadOnlyList<(int Neuron, double Time)> anchors)
    {
        var firings = new List<Firing>();
        var active = new List<int>();
        int last = 0;
        foreach ((int neuron, double time) in anchors)
        {
            int step = (int)Math.Round(time / Dt) - 1;
            arrivals[step].Add((neuron, Blow, External));
            last = Math.Max(last, step);
        }

        for (int step = 0; step < steps && firings.Count < mostFirings && (step <= last || active.Count > 0); step++)
        {
            foreach ((int target, double weight, int cause) in arrivals[step])
            {
                if (!moving[target])
                {
                    moving[target] = true;
                    state[target] = target < network.Excitatory ? excitatoryRest : inhibitoryRest;
                    active.Add(target);
                }

                arriving[target] += weight;
                if (weight > 0 && cause != External) causes[target].Add((step * Dt, cause));
            }

            arrivals[step].Clear();
            for (int i = active.Count - 1; i >= 0; i--)
            {
                int neuron = active[i];
                bool excites = neuron < network.Excitatory;
                bool spike = Izhikevich.Step(ref state[neuron], excites ? excitatory : inhibitory, new() { Voltage = new(arriving[neuron]) }).Number != 0;
                arriving[neuron] = 0;
                if (spike)
                {
                    double time = (step + 1) * Dt;
                    int layer = 1 + causes[neuron].Where(c => time - c.Time <= Cause).Select(c => firings[c.Cause].Layer).DefaultIfEmpty(0).Max();
                    last = Math.Max(last, Fire(neuron, time, layer, firings));
                    causes[neuron].Clear();
                }

                Izhikevich.State<Scalar> rest = excites ? excitatoryRest : inhibitoryRest;
                if (Math.Abs(state[neuron].U.Number - rest.U.Number) > Settled || Math.Abs(state[neuron].W.Number - rest.W.Number) > Settled) continue;
                Forget(neuron);
                active[i] = active[^1];
                active.RemoveAt(active.Count - 1);
            }
        }

        foreach (int neuron in active) Forget(neuron);
        foreach (List<(int, double, int)> left in arrivals) left.Clear();
        firings.Sort((a, b) => a.Time.CompareTo(b.Time));
        return firings;
    }

    // The last step in which something arrives from this spike.
    private int Fire(int neuron, double time, int layer, List<Firing> firings)
    {
        firings.Add(new(neuron, time, layer));
        int last = 0;
        foreach (Synapse synapse in network.Outgoing[neuron])
        {
            int step = (int)Math.Round((time + synapse.Delay) / Dt);
            if (step >= steps) continue;
            arrivals[step].Add((synapse.Target, synapse.Weight, firings.Count - 1));
            last = Math.Max(last, step);
        }

        return last;
    }

    private void Forget(int neuron)
    {
        moving[neuron] = false;
        causes[neuron].Clear();
    }

    private static (Izhikevich.Constants<Scalar> Constants, Izhikevich.State<Scalar> AtRest) Prepare(Izhikevich model)
    {
        Izhikevich.Constants<double> c = model.Lower(Dt * ms);
        Izhikevich.Constants<Scalar> constants = new()
        {
            Step = new(c.Step),
            Follow = new(c.Follow),
            B = new(c.B),
            Slope = new(c.Slope),
            Drive = new(c.Drive),
            Shift = new(c.Shift),
            Decay = new(c.Decay),
            Reset = new(c.Reset),
            Jump = new(c.Jump),
            Threshold = new(c.Threshold),
        };

        // The published neuron's stable potential without input, where 0.04 U^2 + 5 U + 140 - 0.2 U = 0.
        return (constants, new() { U = new(-70), W = new(-14) });
    }
}
