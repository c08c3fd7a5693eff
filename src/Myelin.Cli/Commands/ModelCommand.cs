using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Experiments.Models;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Experiments.SynapseModels;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin model</c>: shows a model of a neuron or a synapse and simulates it into a page.</summary>
internal sealed class ModelCommand : Command
{
    private readonly Terminal terminal;
    private readonly NeuronCatalogue catalogue;
    private readonly SynapseCatalogue synapses;
    private readonly Surroundings surroundings;
    private readonly IReadOnlyList<string> arguments;
    private readonly Argument<string?> name = new("name") { Description = "The model's name; 'myelin models' shows them", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> set = new("--set") { Description = "Another value of a parameter, with its unit: TauM=20ms", HelpName = "parameter=value" };
    private readonly Option<string> input = new("--current")
    {
        Description = "Amplitude of the input step, in the unit of the model's input: 300pA [default: 1 for a pure number, where the neuron fires then, else half as much again as it needs to fire]",
        HelpName = "amplitude",
    };

    private readonly Option<string> duration = new("--duration") { Description = "Simulated time [default: 500ms]", HelpName = "time" };
    private readonly Option<string> dt = new("--dt") { Description = "Length of a step [default: 0.1ms, or what the model accepts]", HelpName = "time" };
    private readonly Option<string> sweep = new("--sweep") { Description = "What the bifurcation diagram of a map varies: A=0..1", HelpName = "parameter=low..high" };
    private readonly Option<ulong> seed = CommonOptions.Seed();
    private readonly Option<string> output = CommonOptions.Out("out/model-<name>");

    public ModelCommand(Terminal terminal, NeuronCatalogue catalogue, SynapseCatalogue synapses, Surroundings surroundings, IReadOnlyList<string> arguments)
        : base("model", "Show a model of a neuron or a synapse, and simulate it into a page to print")
    {
        (this.terminal, this.catalogue, this.synapses, this.surroundings, this.arguments) = (terminal, catalogue, synapses, surroundings, arguments);
        Add(name);
        foreach (Option option in (Option[])[set, input, duration, dt, sweep, seed, output])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string asked = parsed.GetValue(name) ?? throw new UsageException("'myelin model' needs the name of a model; 'myelin models' shows them.");
        INeuronModel? neuron = catalogue.Models.FirstOrDefault(model => string.Equals(model.Info.Name, asked, StringComparison.OrdinalIgnoreCase));
        if (neuron is not null) return Run(parsed, neuron);
        if (synapses.Find(asked) is { } synapse) return Run(parsed, synapse);
        string[] names = [.. catalogue.Models.Select(model => model.Info.Name), .. synapses.Models.Select(model => model.Name)];
        throw new UsageException($"Unknown model '{asked}'; " + (NearestName.Of(asked, names) is { } nearest ? $"did you mean '{nearest}'?" : "'myelin models' shows all."));
    }

    private int Run(ParseResult parsed, INeuronModel model)
    {
        ModelStudy study = Understood(() => Study(parsed, model));
        OutputFolder folder = Folder(parsed, study.Model.Info.Name);
        ModelPage.Write(terminal, study.Model);
        DateTime started = DateTime.UtcNow;
        ModelStudyResult result = LongWork.Show(terminal, progress => study.Run(progress, surroundings.Cancellation));
        ModelReport.Write(folder, study, result, CommandText.Repeat(arguments), started);
        ModelPage.Write(terminal, study, result, folder);
        return ExitCode.Success;
    }

    private int Run(ParseResult parsed, SynapseModel model)
    {
        SynapseStudy study = Understood(() => Study(parsed, model));
        OutputFolder folder = Folder(parsed, study.Model.Name);
        ModelPage.Write(terminal, study.Model);
        DateTime started = DateTime.UtcNow;
        SynapseResult result = study.Run();
        SynapseReport.Write(folder, study, result, CommandText.Repeat(arguments), started);
        ModelPage.Write(terminal, result.Findings, folder);
        return ExitCode.Success;
    }

    private OutputFolder Folder(ParseResult parsed, string model) => new(parsed.GetValue(output) ?? Path.Combine("out", "model-" + model), surroundings.CreateFile);

    private ModelStudy Study(ParseResult parsed, INeuronModel model)
    {
        foreach ((string parameter, string value) in Changes(parsed))
            model = ModelParameters.With(model, parameter, value);
        ModelStudyOptions options = new()
        {
            Input = parsed.GetValue(input) is { } amplitude ? StimulatedPort.Read(model.Info, amplitude) : null,
            Dt = parsed.GetValue(dt) is { } step ? Duration("--dt", step) : null,
            Seed = parsed.GetValue(seed),
            Sweep = parsed.GetValue(sweep) is { } range ? ParameterSweep.Read(model, range) : null,
        };
        return new ModelStudy(model, parsed.GetValue(duration) is { } time ? options with { Duration = Duration("--duration", time) } : options);
    }

    private SynapseStudy Study(ParseResult parsed, SynapseModel model)
    {
        foreach ((Option option, bool isGiven) in (ReadOnlySpan<(Option, bool)>)[(input, parsed.GetValue(input) is not null), (sweep, parsed.GetValue(sweep) is not null)])
        {
            if (isGiven) throw new UsageException($"{model.Name} is a model of a synapse, and {option.Name} is for models of neurons.");
        }

        foreach ((string parameter, string value) in Changes(parsed))
            model = ModelParameters.With(model, parameter, value);
        return new SynapseStudy(
            model,
            parsed.GetValue(dt) is { } step ? Duration("--dt", step) : null,
            parsed.GetValue(duration) is { } time ? Duration("--duration", time) : null,
            parsed.GetValue(seed));
    }

    private IEnumerable<(string Parameter, string Value)> Changes(ParseResult parsed)
    {
        foreach (string text in parsed.GetValue(set) ?? [])
        {
            string[] sides = text.Split('=', 2);
            if (sides.Length != 2)
                throw new UsageException($"'{text}' is not a value of --set; it must be Parameter=value, for example TauM=20ms.");
            yield return (sides[0].Trim(), sides[1]);
        }
    }

    private static Time Duration(string option, string text)
        => QuantityText.Read<Time>(text) ?? throw new UsageException($"'{text}' is not a value of {option}; it must be a number with its unit such as 500ms.");

    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }
}
