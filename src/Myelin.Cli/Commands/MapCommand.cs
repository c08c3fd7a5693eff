using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Interchange.Mapping;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin map</c>: puts the network of a NIR file on a chip, and runs it there.</summary>
internal sealed class MapCommand : Command
{
    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly Argument<string?> file = new("file") { Description = "A NIR file (.nir); without one the chips are listed", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> chip = new("--chip") { Description = "A chip's name, or a YAML file that describes one", HelpName = "chip" };
    private readonly Option<string> input = new("--input") { Description = "Run it there on this [steps, elements] of .csv or .npy", HelpName = "file" };
    private readonly Option<string> routing = new("--routing") { Description = "How packets are imitated: 'counted', 'followed' cycle by cycle, or 'late' where they arrive late [default: counted]", HelpName = "kind" };
    private readonly Option<bool> force = new("--ignore-limits") { Description = "Run a network that does not fit as on a chip with larger limits" };
    private readonly NirReading reading = new();

    public MapCommand(Terminal terminal, Surroundings surroundings)
        : base("map", "Put the network of a NIR file on an emulated chip: words, cores, limits; with --input, run it there")
    {
        (this.terminal, this.surroundings) = (terminal, surroundings);
        Add(file);
        foreach (Option option in (Option[])[chip, input, routing, force, .. reading.Options]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(file) is not { } path) return ListChips();
        Chip target = Described(parsed.GetValue(chip) ?? throw new UsageException($"'myelin map' needs --chip with one of {string.Join(", ", ChipCatalogue.All.Select(c => c.Name))}, or a YAML file."));
        RoutingDetail detail = Detail(parsed.GetValue(routing));
        string? data = parsed.GetValue(input) is { } given ? NirInput.Existing(given) : null;
        (NirNetwork network, double[] values) = reading.Read(parsed, NirInput.Existing(path), data is null ? null : elements => NirInput.Read(data, elements));
        foreach (SemanticsNote note in network.Report) terminal.ErrorWriter.WriteLine(note.ToString());
        if (data is not null) network.Feed(values);
        ChipMapping mapping = target.Map(network.Network, network.Dt, new MappingOptions { Cancellation = surroundings.Cancellation });
        Show(mapping);
        if (data is null) return mapping.Fits ? ExitCode.Success : ExitCode.Failure;
        if (!mapping.Fits && !parsed.GetValue(force)) return ExitCode.Failure;
        using var run = new ChipRun(mapping, null, new ChipRunOptions { Routing = detail, IgnoreLimits = true, Cancellation = surroundings.Cancellation });
        run.RunSteps(values.Length / (int)network.Inputs.Single().Shape.Count);
        Show(run);
        return ExitCode.Success;
    }

    private int ListChips()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("chip", "cores", "neurons per core", "fan-in", "weight bits", "state bits", "delays", "pJ per synaptic event");
        foreach (Chip c in ChipCatalogue.All)
        {
            table.AddRow(
                c.Name, Number(c.Cores.Count), Number(c.Cores.Neurons), Number(c.Neurons.FanIn), Number(c.Synapses.WeightBits), Number(c.Neurons.StateBits), Number(c.Synapses.LongestDelay), Number(c.Energy.SynapticEvent));
        }

        terminal.Out.Write(table);
        terminal.Out.Profile.Out.Writer.WriteLine("myelin map FILE --chip NAME puts a network on one; a YAML file describes another.");
        return ExitCode.Success;
    }

    private void Show(ChipMapping mapping)
    {
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mapping.Chip.Title}: {mapping.Cores.Sum(c => c.Neurons)} neurons and {mapping.Synapses} synapses on {mapping.Cores.Count} cores of {mapping.Chips} {(mapping.Chips == 1 ? "chip" : "chips")}, steps of {mapping.Dt}"));
        Table table = new Table().Border(TableBorder.Simple).AddColumns("population", "neurons", "words");
        foreach (Myelin.Networks.Population population in mapping.Network.Populations)
            table.AddRow(Markup.Escape(population.Name), Number(population.Size), Markup.Escape(mapping.Words[population.Index]?.ToString() ?? "outside"));
        terminal.Out.Write(table);
        if (mapping.Cores.Count > 0)
        {
            CorePlan fullest = mapping.Cores.MaxBy(c => c.Neurons)!, busiest = mapping.Cores.MaxBy(c => c.Synapses)!;
            int bits = mapping.Chip.Synapses.WeightBits + mapping.Chip.Synapses.AddressBits;
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"at most {fullest.Neurons} of {mapping.Chip.Cores.Neurons} neurons, {100.0 * busiest.Synapses * bits / mapping.Chip.Cores.SynapseBits:0.#} % of the synapse memory and {mapping.Cores.Max(c => c.Axons)} of {mapping.Chip.Cores.InputAxons} axons of a core"));
        }

        foreach (string note in mapping.Notes) writer.WriteLine($"note     {note}");
        foreach (LimitViolation violation in mapping.Violations) terminal.ErrorWriter.WriteLine(violation.Reason);
    }

    private void Show(ChipRun run)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("on the chip", "in all", "per step");
        double steps = Math.Max(1, run.Simulator.Step);
        void Row(string name, double value, string unit = "") => table.AddRow(name, $"{Number(value)} {unit}".TrimEnd(), $"{Number(value / steps)} {unit}".TrimEnd());
        Row("spikes", run.Spikes);
        Row("synaptic events", run.SynapticEvents);
        Row("packets", run.Packets);
        Row("hops", run.Hops);
        Row("time", run.ChipTime.TotalMicroseconds, "us");
        Row("energy", run.Energy.Total, "nJ");
        Row("  synaptic events", run.Energy.SynapticEvents, "nJ");
        Row("  neuron updates", run.Energy.NeuronUpdates, "nJ");
        Row("  spikes and hops", run.Energy.Spikes + run.Energy.Hops, "nJ");
        Row("  idle cores", run.Energy.Static, "nJ");
        if (run.LatePackets + run.LostPackets > 0) Row("packets late or lost", run.LatePackets + run.LostPackets);
        terminal.Out.Write(table);
    }

    private static Chip Described(string name)
    {
        try
        {
            return ChipCatalogue.Get(name);
        }
        catch (Exception problem) when (problem is ArgumentException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(problem.Message, problem);
        }
    }

    private static RoutingDetail Detail(string? text) => text switch
    {
        null or "counted" => RoutingDetail.Counted,
        "followed" => RoutingDetail.Followed,
        "late" => RoutingDetail.Late,
        _ => throw new UsageException($"'{text}' is not a value of --routing; it must be 'counted', 'followed' or 'late'."),
    };

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
