using System.Globalization;
using Myelin.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Myelin.Hardware.Chips;

/// <summary>Chips as YAML files. Every field is checked, and a field that is not known is refused: a misspelt limit must not be no limit.</summary>
public static class ChipFile
{
    /// <summary>Reads a chip from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no description of a chip; the message names the file, the line and the field.</exception>
    public static Chip Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads a chip from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The file that it is from, for messages.</param>
    /// <exception cref="InvalidDataException">The text is no description of a chip.</exception>
    public static Chip Parse(string text, string file = "chip")
    {
        ArgumentNullException.ThrowIfNull(text);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {Math.Max(1, exception.Start.Line)}: this is not YAML: {exception.Message}"), exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // So the reader answers to some damage.
            throw new InvalidDataException($"{file}, line 1: this is not YAML: {exception.Message}", exception);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]) throw new InvalidDataException($"{file}, line 1: a chip is one document of fields, such as 'name: mine'.");
        return Chip(new ChipSection(file, "", root));
    }

    private static Chip Chip(ChipSection root)
    {
        var chip = new Chip(
            root.Text("name"),
            root.Text("title"),
            root.List("sources"),
            root.List("notes", []),
            root.Section("cores", cores => new CoreLimits(
                cores.Whole("count", 1, 1 << 24),
                cores.Whole("chips", 1, 1 << 20, 1),
                cores.Whole("neurons", 1, 65_536),
                (long)cores.Number("synapse-bits", 1, 1e15),
                cores.Whole("input-axons", 1, 1 << 30),
                cores.Whole("output-cores", 1, 1 << 30),
                cores.Switch("one-model"))),
            root.Section("neurons", neurons => new NeuronLimits(
                neurons.List("models", []),
                neurons.List("receptors", []),
                neurons.Whole("fan-in", 1, 1 << 30),
                neurons.Whole("state-bits", FixedFormat.FewestWordBits, FixedFormat.MostWordBits),
                neurons.Has("fraction-bits") ? neurons.Whole("fraction-bits", FixedFormat.FewestFractionBits, FixedFormat.MostFractionBits) : null,
                neurons.Whole("coefficient-bits", 0, FixedFormat.MostWordBits, 0),
                neurons.Choice("overflow", FixedOverflow.Saturate),
                neurons.Choice("rounding", FixedRounding.Nearest))),
            root.Section("synapses", synapses => new SynapseLimits(
                synapses.Whole("weight-bits", 1, 32),
                synapses.Switch("power-of-two"),
                synapses.Whole("address-bits", 0, 64, 0),
                synapses.Whole("longest-delay", 0, 1 << 20),
                synapses.List("learning", []),
                synapses.Switch("short-term"))),
            root.Section("time", time => new ChipTime(
                time.Switch("real-time"),
                time.Has("shortest-step") ? time.Number("shortest-step", 1e-6, 1e6) : null,
                time.Number("clock-megahertz", 1e-6, 1e6),
                time.Number("neuron-cycles", 0, 1e9),
                time.Number("event-cycles", 0, 1e9),
                time.Number("barrier-cycles", 0, 1e9, 0))),
            root.Section("mesh", mesh => new MeshShape(
                mesh.Whole("width", 1, 65_536),
                mesh.Whole("height", 1, 65_536),
                mesh.Number("hop-cycles", 0, 1e9),
                mesh.Number("packet-cycles", 0, 1e9),
                mesh.Whole("buffer", 1, 1 << 30, int.MaxValue >> 1),
                mesh.Switch("drops"))),
            root.Section("energy", energy => new OperationEnergy(
                energy.Number("synaptic-event", 0, 1e12),
                energy.Number("neuron-update", 0, 1e12),
                energy.Number("spike", 0, 1e12, 0),
                energy.Number("hop", 0, 1e12, 0),
                energy.Number("static-milliwatts", 0, 1e9, 0))));
        root.End();
        if (chip.Mesh.Width * chip.Mesh.Height < chip.Cores.Count)
            throw root.Bad("mesh", string.Create(CultureInfo.InvariantCulture, $"{chip.Mesh.Width} x {chip.Mesh.Height} routers are fewer than the {chip.Cores.Count} cores"));
        return chip;
    }
}
