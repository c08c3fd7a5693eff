using System.Reflection;
using Myelin.Experiments.Parameters;

namespace Myelin.Experiments;

/// <summary>One experiment of a catalogue: what it is with its defaults, its parameters, and how to make it with others.</summary>
public sealed class ExperimentEntry
{
    /// <summary>The names that every run uses, which no parameter can have.</summary>
    public static IReadOnlyList<string> ReservedNames { get; } =
        ["seed", "threads", "quick", "out", "data", "verbose", "assembly", "help", "version"];

    internal ExperimentEntry(Experiment defaults)
    {
        Defaults = defaults;
        Parameters =
        [
            .. from property in defaults.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let attribute = property.GetCustomAttribute<ParameterAttribute>()
               where attribute is not null
               orderby property.MetadataToken
               select new ExperimentParameter(property, attribute, defaults),
        ];
        if (Parameters.FirstOrDefault(parameter => ReservedNames.Contains(parameter.Name, StringComparer.Ordinal)) is { } reserved)
            throw new ArgumentException($"The experiment '{Id}' has a parameter '{reserved.Name}', a name that every run uses; give it another.");
    }

    /// <summary>The experiment with its defaults.</summary>
    public Experiment Defaults { get; }

    /// <summary>The name on the command line.</summary>
    public string Id => Defaults.Id;

    /// <summary>The parameters, in the order of the class.</summary>
    public IReadOnlyList<ExperimentParameter> Parameters { get; }

    /// <summary>Makes the experiment.</summary>
    /// <param name="given">Values by parameter name, as typed.</param>
    /// <param name="quick">Whether parameters that are not given take their quick value.</param>
    /// <exception cref="ArgumentException">A name or a value is not valid; the message is one sentence that says what would be.</exception>
    public Experiment Create(IReadOnlyDictionary<string, string> given, bool quick = false)
    {
        ArgumentNullException.ThrowIfNull(given);
        HashSet<string> names = [.. Parameters.Select(parameter => parameter.Name)];
        if (given.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new ArgumentException(UnknownParameter(unknown));

        Experiment experiment = (Experiment)Activator.CreateInstance(Defaults.GetType())!;
        foreach (ExperimentParameter parameter in Parameters)
        {
            if ((given.GetValueOrDefault(parameter.Name) ?? (quick ? parameter.Quick : null)) is { } text)
                parameter.Set(experiment, text);
        }

        experiment.Validate();
        return experiment;
    }

    /// <summary>The sentence for a parameter that does not exist, with the nearest that does.</summary>
    public string UnknownParameter(string name)
    {
        string? nearest = NearestName.Of(name, [.. Parameters.Select(parameter => parameter.Name), .. ReservedNames]);
        return $"The experiment '{Id}' has no parameter '--{name}'" + (nearest is null ? $"; 'myelin run {Id} --help' lists them." : $"; did you mean '--{nearest}'?");
    }
}
