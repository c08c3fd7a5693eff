using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using Myelin.Cli.Commands;
using Myelin.Cli.Output;
using Myelin.Experiments;
using Myelin.Experiments.Benchmarks;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Synapses;

namespace Myelin.Cli;

/// <summary>The command <c>myelin</c>: reads the arguments, runs a command, and turns every error into one sentence and an exit code.</summary>
/// <param name="surroundings">What it works with.</param>
public sealed class CommandLine(Surroundings surroundings)
{
    private readonly Option<bool> verbose = new("--verbose") { Description = "Show the stack trace of an error", Recursive = true };
    private readonly Option<string[]> assemblies = new("--assembly")
    {
        Description = "Also use the experiments, benchmarks and models of an assembly of your own",
        HelpName = "file",
        Recursive = true,
    };

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <returns>The exit code, one of <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        bool trace = arguments.Contains("--verbose", StringComparer.Ordinal);
        try
        {
            ParseResult parsed = Build(arguments).Parse(arguments);
            if (parsed.Action is ParseErrorAction)
                throw new UsageException(UsageProblem.Describe(parsed));
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException problem)
        {
            return Fail(problem, ExitCode.Usage, trace);
        }
        catch (OperationCanceledException) when (surroundings.Cancellation.IsCancellationRequested)
        {
            surroundings.Error.WriteLine("Stopped.");
            return ExitCode.Cancelled;
        }
        catch (Exception problem)
        {
            return Fail(problem, ExitCode.Failure, trace);
        }
    }

    private RootCommand Build(IReadOnlyList<string> arguments)
    {
        Assembly[] others = [.. (Early(arguments).GetValue(assemblies) ?? []).Select(OtherAssembly.Load)];
        ExperimentCatalogue experiments = surroundings.Experiments ?? new ExperimentCatalogue(others);
        WholeJobCatalogue jobs = surroundings.Jobs ?? new WholeJobCatalogue(others);
        NeuronCatalogue models = surroundings.Models ?? OtherModels.Add(NeuronCatalogue.BuiltIn, others);
        SynapseCatalogue synapses = surroundings.Synapses ?? OtherModels.Add(SynapseCatalogue.BuiltIn, others);
        Terminal terminal = new(surroundings.Out, surroundings.Error);
        RootCommand root = new("Spiking neural networks: published systems to run, measure and compare.") { HelpName = "myelin" };
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        root.Add(verbose);
        root.Add(assemblies);
        root.Add(new ListCommand(terminal, experiments));
        root.Add(new EstimateCommand(terminal, experiments, surroundings));
        root.Add(RunCommand.Any(terminal, experiments, surroundings, arguments));
        root.Add(RunCommand.Training(terminal, experiments, surroundings, arguments));
        root.Add(new ModelsCommand(terminal, models, synapses));
        root.Add(new ModelCommand(terminal, models, synapses, surroundings, arguments));
        root.Add(new BenchCommand(terminal, jobs, surroundings));
        root.Add(new BenchmarkCommand(terminal, experiments, surroundings));
        root.Add(new DataCommand(terminal, surroundings));
        root.Add(new ConvertCommand(terminal, surroundings));
        root.Add(new InspectCommand(terminal, surroundings));
        root.Add(new RunNirCommand(terminal, surroundings));
        root.Add(new MapCommand(terminal, surroundings));
        root.SetAction(_ => Welcome.Write(terminal));
        return root;
    }

    // The assemblies must be known before the commands, which have a subcommand for each experiment.
    private ParseResult Early(IReadOnlyList<string> arguments)
    {
        RootCommand early = new() { TreatUnmatchedTokensAsErrors = false };
        early.Add(assemblies);
        return early.Parse([.. arguments.Where(argument => argument is not ("--help" or "-h" or "-?" or "--version"))]);
    }

    private int Fail(Exception problem, int code, bool trace)
    {
        surroundings.Error.WriteLine(problem.Message);
        if (trace)
            surroundings.Error.WriteLine(problem);
        return code;
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine("myelin " + Machine.Version);
            return ExitCode.Success;
        }
    }
}
