using System.Globalization;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Machines;

/// <summary>What does not arrive in time, and what each core sees in consequence: spikes in time, and those that were due before.</summary>
public sealed class LateArrivals
{
    private readonly SpikeHistory?[][] inboxes;
    private readonly Dictionary<(int Core, int Population), Waiting> waiting = [];

    /// <summary>Arrivals of a run.</summary>
    /// <param name="inboxes">By core and population what the core sees of the population; null where it sees nothing of it.</param>
    internal LateArrivals(SpikeHistory?[][] inboxes) => this.inboxes = inboxes;

    /// <summary>Spikes that came late so far, counted once for each core.</summary>
    public long Late { get; private set; }

    /// <summary>Spikes that never came, counted once for each core.</summary>
    public long Lost { get; private set; }

    internal long Step { get; set; }

    /// <summary>A spike of this step comes late to a core.</summary>
    /// <param name="core">The core that it comes late to.</param>
    /// <param name="population">Index of the population of the neuron that has fired.</param>
    /// <param name="neuron">Its index.</param>
    /// <param name="steps">By how many steps; at least 1.</param>
    /// <exception cref="ArgumentException">The number of steps is below 1.</exception>
    public void Delay(int core, int population, int neuron, int steps)
    {
        if (steps < 1) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A late spike comes at least a step late, got {steps}."), nameof(steps));
        if (inboxes[core][population] is null) return;
        Of(core, population).Add(neuron, Step + steps);
        Late++;
    }

    /// <summary>A spike of this step never comes to a core.</summary>
    /// <param name="core">The core that it does not come to.</param>
    /// <param name="population">Index of the population of the neuron that has fired.</param>
    /// <param name="neuron">Its index.</param>
    public void Lose(int core, int population, int neuron)
    {
        if (inboxes[core][population] is null) return;
        Of(core, population).Add(neuron, long.MaxValue);
        Lost++;
    }

    /// <summary>Writes what each core sees of a step.</summary>
    internal unsafe void Commit(StepSpikes spikes)
    {
        for (int core = 0; core < inboxes.Length; core++)
        {
            for (int population = 0; population < inboxes[core].Length; population++)
            {
                if (inboxes[core][population] is not { } inbox) continue;
                var room = new Span<int>(inbox.Room, inbox.PerStep);
                int count = 0;
                for (int source = 0; source < spikes.Cores; source++)
                {
                    ReadOnlySpan<int> fired = spikes.Of(population, source);
                    fired.CopyTo(room[count..]);
                    count += fired.Length;
                }

                if (waiting.TryGetValue((core, population), out Waiting? late)) count = late.Apply(room, count, Step);
                inbox.Commit(Step, count);
            }
        }
    }

    private Waiting Of(int core, int population)
    {
        if (!waiting.TryGetValue((core, population), out Waiting? late)) waiting.Add((core, population), late = new Waiting());
        return late;
    }

    /// <summary>What one core waits for from one population.</summary>
    private sealed class Waiting
    {
        private readonly HashSet<int> missing = [];
        private readonly List<(int Neuron, long Due)> due = [];

        public void Add(int neuron, long step)
        {
            missing.Add(neuron);
            if (step != long.MaxValue) due.Add((neuron, step));
        }

        // A neuron whose late spike meets one in time is seen once: the core has one place for it in a step.
        public int Apply(Span<int> room, int count, long step)
        {
            int kept = 0;
            for (int i = 0; i < count; i++)
            {
                if (!missing.Contains(room[i])) room[kept++] = room[i];
            }

            missing.Clear();
            int inTime = kept;
            for (int i = due.Count - 1; i >= 0; i--)
            {
                if (due[i].Due > step) continue;
                int neuron = due[i].Neuron;
                due.RemoveAt(i);
                if (room[..inTime].BinarySearch(neuron) < 0 && !room[inTime..kept].Contains(neuron)) room[kept++] = neuron;
            }

            room[..kept].Sort();
            return kept;
        }
    }
}
