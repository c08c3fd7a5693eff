using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>What makes a network impossible, said in one sentence each.</summary>
public static class NetworkValidation
{
    /// <summary>The longest delay an engine accepts, in steps.</summary>
    public const int MaximumDelaySteps = 32_767;

    /// <summary>Stands for "one step, whatever the step is".</summary>
    internal static readonly Distribution OneStep = new Constant(double.Epsilon, Time.Unit);

    /// <summary>The port that takes weights or inputs of a sign.</summary>
    /// <param name="population">The population that receives.</param>
    /// <param name="port">The port asked for, or null.</param>
    /// <param name="sign">The sign of what arrives.</param>
    /// <returns>The port's index among <see cref="Population.Ports"/>.</returns>
    public static int Port(Population population, string? port, double sign)
    {
        ArgumentNullException.ThrowIfNull(population);
        if (port is not null) return Find(population.Ports, port, $"{population.Model.Info.Name} has no port");
        if (sign < 0)
        {
            int inhibitory = IndexOf(population.Model.Info.Ports, "Inhibitory");
            if (inhibitory >= 0) return inhibitory;
        }

        return 0;
    }

    /// <summary>Checks the network for a step length: delays, cycles, rules, parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">The network cannot run; the message says why.</exception>
    public static void Check(Network network, Time dt)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!(dt.Value > 0 && double.IsFinite(dt.Value))) throw new ArgumentException($"The time step must be positive and finite, got {dt}.");
        if (network.Populations.Count == 0) throw new ArgumentException("The network has no population.");
        foreach (Projection projection in network.Projections) DelayBounds(projection, dt);
        foreach (Projection projection in network.Projections) Lower(projection.Name, () => projection.Release?.LowerConstants(dt));
        foreach (Projection projection in network.Projections)
        {
            foreach (IPlasticityRuleModel rule in projection.Learning?.Rules ?? []) Lower(projection.Name, () => rule.LowerConstants(dt));
        }

        foreach (Coupling coupling in network.Couplings) Lower(coupling.Name, () => coupling.Model.LowerConstants(dt));
        foreach (Receptor receptor in network.Populations.SelectMany(p => p.Receptors)) Lower(receptor.ToString(), () => receptor.Model.LowerConstants(dt));
        foreach (Drive drive in network.Drives) drive.Input.Validate(drive.Target.Count, dt, drive.Name);
        Levels(network);
    }

    private static void Lower(string what, Func<double[]?> lower)
    {
        try
        {
            _ = lower();
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"{what}: {exception.Message}", exception);
        }
    }

    /// <summary>The delay of a projection in steps: the one value, or null where delays are random or come from the rule.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">The delay is below one step but not 0, or beyond the maximum.</exception>
    public static int? DelayBounds(Projection projection, Time dt)
    {
        if (projection.Rule.HasDelays) return null;
        if (ReferenceEquals(projection.Delay, OneStep)) return 1;
        if (projection.Delay.ConstantValue is not { } delay) return null;
        return DelaySteps(delay, dt, projection.Name);
    }

    /// <summary>A delay in whole steps.</summary>
    /// <param name="delay">The delay [ms].</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="what">What is delayed, for the message.</param>
    /// <exception cref="ArgumentException">The delay is below one step but not 0, or beyond the maximum.</exception>
    public static int DelaySteps(double delay, Time dt, string what)
    {
        double steps = Math.Round(delay / dt.InMilliseconds);
        if (delay != 0 && !(steps >= 1))
            throw new ArgumentException($"{what}: the delay of {Time.FromValue(delay)} is below one step of {dt}; use 0 for delivery within the step, or a shorter step.");
        if (steps > MaximumDelaySteps)
            throw new ArgumentException($"{what}: the delay of {Time.FromValue(delay)} is {steps} steps of {dt}; at most {MaximumDelaySteps} are possible.");
        return (int)steps;
    }

    /// <summary>
    /// The order in which populations are updated within a step: a population that receives spikes without delay comes after their sources.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <returns>The level of every population; 0 where nothing arrives without delay.</returns>
    /// <exception cref="ArgumentException">Projections without delay form a cycle; the message names it.</exception>
    public static int[] Levels(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var levels = new int[network.Populations.Count];
        Projection[] immediate = [.. network.Projections.Where(p => p.IsImmediate)];
        for (int round = 0; round <= levels.Length; round++)
        {
            bool changed = false;
            foreach (Projection p in immediate)
            {
                int needed = levels[p.Source.Population.Index] + 1;
                if (levels[p.Target.Population.Index] >= needed) continue;
                levels[p.Target.Population.Index] = needed;
                changed = true;
            }

            if (!changed) return levels;
        }

        IEnumerable<string> members = immediate.Where(p => Leads(immediate, p.Target.Population, p.Source.Population)).Select(p => p.Name).Distinct(StringComparer.Ordinal);
        throw new ArgumentException($"Projections without delay form a cycle: {string.Join(", ", members)}; give one of them a delay of at least one step.");
    }

    private static bool Leads(Projection[] immediate, Population from, Population to)
    {
        var reached = new HashSet<Population> { from };
        var open = new Queue<Population>(reached);
        while (open.TryDequeue(out Population? population))
        {
            if (ReferenceEquals(population, to)) return true;
            foreach (Projection p in immediate)
            {
                if (ReferenceEquals(p.Source.Population, population) && reached.Add(p.Target.Population)) open.Enqueue(p.Target.Population);
            }
        }

        return false;
    }

    /// <summary>The index of a state variable among <see cref="Population.States"/>.</summary>
    /// <exception cref="ArgumentException">Neither the model nor a receptor has such a variable; the message lists those there are.</exception>
    public static int StateIndex(Population population, string variable)
    {
        ArgumentNullException.ThrowIfNull(population);
        return Find(population.States, variable, $"{population.Model.Info.Name} has no state variable");
    }

    internal static void Check(Projection projection)
    {
        Population target = projection.Target.Population;
        if (target.Ports.Count == 0) throw new ArgumentException($"{projection.Name}: {target.Model.Info.Name} receives nothing, it has no port.");
        int port = Port(target, projection.Port, 1);
        if (projection.Weight is { } weight)
        {
            if (projection.Rule.WeightUnit is not null)
                throw new ArgumentException($"{projection.Name}: {projection.Rule} brings its own weights, so no weight can be given.");
            CheckUnit(weight.Unit, target.Ports[port], $"weight of {projection.Name}");
            weight.Validate($"weight of {projection.Name}");
            bool isOnlyExcitatory = IsReceptor(target, port) || string.Equals(projection.Port, "Excitatory", StringComparison.Ordinal);
            if (isOnlyExcitatory) ThrowIfNegativeConductance(weight, $"weight of {projection.Name}", $"to inhibit, give {target.Ports[port].Name} a reversal potential below the threshold or name another port");
        }
        else
        {
            CheckUnit(projection.Rule.WeightUnit!, target.Ports[port], $"weight of {projection.Name}");
        }

        if (projection.Delay.ConstantValue is { } delay && !(delay >= 0 && double.IsFinite(delay)))
            throw new ArgumentException($"{projection.Name}: the delay must be at least 0 and finite, got {projection.Delay}.");
        projection.Delay.Validate($"delay of {projection.Name}");
        if (projection.Release is not null && projection.Rule.Storage == Connectivity.ConnectionStorage.Procedural)
            throw new ArgumentException($"{projection.Name}: {projection.Rule} shares its weights and cannot have a release of its own.");
        projection.Rule.Validate(projection.Source.Count, projection.Target.Count, projection.IsRecurrent, projection.Name);
    }

    internal static void Check(Coupling coupling)
    {
        CouplingInfo model = coupling.Model.Info;
        NeuronInfo target = coupling.Target.Population.Model.Info;
        VariableInfo into = target.Ports[Find(target.Ports, coupling.Port, $"{coupling.Name}: {target.Name} has no port")];
        CheckUnit(Current.Unit, into, $"current of {coupling.Name}");
        ThrowIfNoMembrane(target, $"{coupling.Name}: {model.Name}");
        ThrowIfNoPotential(coupling.Source.Population, coupling.Reads, coupling.Name);
        if (model.IsMutual)
        {
            // It acts on the source as on the target.
            NeuronInfo source = coupling.Source.Population.Model.Info;
            CheckUnit(Current.Unit, source.Ports[Find(source.Ports, coupling.Port, $"{coupling.Name}: {source.Name} has no port")], $"current of {coupling.Name}");
            ThrowIfNoMembrane(source, $"{coupling.Name}: {model.Name}");
            ThrowIfNoPotential(coupling.Target.Population, coupling.Reads, coupling.Name);
        }

        var port = new VariableInfo(model.Name, model.Unit, model.Summary);
        if (coupling.Weight is { } weight)
        {
            if (coupling.Rule.WeightUnit is not null)
                throw new ArgumentException($"{coupling.Name}: {coupling.Rule} brings its own weights, so no weight can be given.");
            CheckUnit(weight.Unit, port, $"weight of {coupling.Name}");
            weight.Validate($"weight of {coupling.Name}");
            ThrowIfNegativeConductance(weight, $"weight of {coupling.Name}", "it must be at least 0");
        }
        else
        {
            CheckUnit(coupling.Rule.WeightUnit ?? "", port, $"weight of {coupling.Name}");
        }

        if (coupling.Rule.HasDelays) throw new ArgumentException($"{coupling.Name}: {coupling.Rule} brings delays, but a coupling has none.");
        coupling.Rule.Validate(coupling.Source.Count, coupling.Target.Count, coupling.IsRecurrent, coupling.Name);
    }

    private static void ThrowIfNoPotential(Population population, string variable, string what)
    {
        NeuronInfo info = population.Model.Info;
        CheckUnit(Voltage.Unit, info.States[Find(info.States, variable, $"{what}: {info.Name} has no state variable")], $"potential that {what} reads");
    }

    private static bool IsReceptor(Population population, int port) => port >= population.Model.Info.Ports.Count;

    private static void ThrowIfNegativeConductance(Distribution weight, string what, string advice)
    {
        if (!string.Equals(weight.Unit, Conductance.Unit, StringComparison.Ordinal)) return;
        double lowest = weight is Uniform uniform ? uniform.Low : weight.ConstantValue ?? 0;
        if (lowest < 0) throw new ArgumentException($"The {what} can be {Conductance.FromValue(lowest)}, but no conductance is negative; {advice}.");
    }

    internal static void Check(Drive drive)
    {
        Population target = drive.Target.Population;
        if (target.Ports.Count == 0) throw new ArgumentException($"{drive.Name}: {target.Model.Info.Name} receives nothing, it has no port.");
        int port = Port(target, drive.Port ?? drive.Input.DefaultPort, drive.Input.Sign);
        CheckUnit(drive.Input.Unit, target.Ports[port], $"{drive.Name} by {drive.Input}");
    }

    internal static void Check(Receptor receptor)
    {
        Population population = receptor.Population;
        if (receptor.Name.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException($"The name of {receptor} must not contain a dot, which separates it from its state variables.");
        if (IndexOf(population.Ports, receptor.Name) >= 0)
            throw new ArgumentException($"Population '{population.Name}' already has a port named '{receptor.Name}'.");
        NeuronInfo info = population.Model.Info;
        VariableInfo into = info.Ports[Find(info.Ports, receptor.Into, $"{receptor}: {info.Name} has no port")];
        CheckUnit(Current.Unit, into, $"current of {receptor}");
        if (receptor.Model.Info.SeesMembrane) ThrowIfNoMembrane(info, $"{receptor}: {receptor.Model.Info.Name}");
    }

    private static void ThrowIfNoMembrane(NeuronInfo info, string what)
    {
        int membrane = IndexOf(info.States, "U");
        if (membrane < 0 || !string.Equals(info.States[membrane].Unit, Voltage.Unit, StringComparison.Ordinal))
            throw new ArgumentException($"{what} needs a membrane potential U in mV, which {info.Name} does not have.");
    }

    internal static void CheckUnit(string unit, VariableInfo variable, string what)
    {
        if (!string.Equals(unit, variable.Unit, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The {what} is {Words(unit)}, but {variable.Name} is {Words(variable.Unit)}.");
        }

        static string Words(string symbol) => symbol.Length == 0 ? "a pure number" : $"in {symbol}";
    }

    internal static int Find(IReadOnlyList<VariableInfo> variables, string name, string problem)
    {
        int index = IndexOf(variables, name);
        return index >= 0
            ? index
            : throw new ArgumentException($"{problem} '{name}'; it has {string.Join(", ", variables.Select(v => v.Name))}.");
    }

    private static int IndexOf(IReadOnlyList<VariableInfo> variables, string name)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            if (string.Equals(variables[i].Name, name, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
