using System.Reflection;
using Myelin.Experiments.Parameters;
using Myelin.Neurons;
using Myelin.Synapses;
using ParameterInfo = Myelin.Neurons.ParameterInfo;

namespace Myelin.Experiments.Models;

/// <summary>The parameters of a neuron or synapse model by name, with values as people type them.</summary>
public static class ModelParameters
{
    /// <summary>A model with one parameter changed; the model given stays as it is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The parameter's name; its case does not count.</param>
    /// <param name="text">The value, with its unit where it has one: <c>20ms</c>.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or the text is not a value of its type; the message says what would be right.</exception>
    public static INeuronModel With(INeuronModel model, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (INeuronModel)Changed(model, model.Info.Name, model.Info.Parameters, name, text);
    }

    /// <inheritdoc cref="With(INeuronModel, string, string)"/>
    public static SynapseModel With(SynapseModel model, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(model);
        return SynapseModel.Of(Changed(model.Model, model.Name, model.Parameters, name, text));
    }

    /// <summary>The value of a parameter, as one would type it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameter">One of its parameters.</param>
    public static string Text(object model, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameter);
        PropertyInfo property = Property(model, parameter.Name);
        return ParameterType.Of(property.PropertyType).Write(property.GetValue(model)!);
    }

    /// <summary>The default of a parameter, as one would type it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameter">One of its parameters.</param>
    public static string DefaultText(object model, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Text(Activator.CreateInstance(model.GetType())!, parameter);
    }

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message suggests the nearest, or lists all.</exception>
    internal static ParameterInfo Find(NeuronInfo info, string name) => Find(info.Name, info.Parameters, name);

    private static ParameterInfo Find(string model, IReadOnlyList<ParameterInfo> parameters, string name)
    {
        ParameterInfo? found = parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
            return found;
        string[] names = [.. parameters.Select(parameter => parameter.Name)];
        string hint = names.Length == 0 ? "it has none."
            : NearestName.Of(name, names) is { } nearest ? $"did you mean '{nearest}'?"
            : $"it has {string.Join(", ", names)}.";
        throw new ArgumentException($"{model} has no parameter '{name}'; {hint}");
    }

    /// <summary>Whether a parameter takes any number between two: neither a choice, a switch nor a count.</summary>
    internal static bool IsContinuous(INeuronModel model, ParameterInfo parameter)
    {
        Type type = Property(model, parameter.Name).PropertyType;
        return !type.IsEnum && type != typeof(bool) && type != typeof(int);
    }

    /// <summary>The value of a continuous parameter in its unit.</summary>
    internal static double Number(INeuronModel model, ParameterInfo parameter)
        => ParameterType.Of(Property(model, parameter.Name).PropertyType).Number(Property(model, parameter.Name).GetValue(model)!)
            ?? throw new ArgumentException($"{model.Info.Name}.{parameter.Name} is no number.");

    private static object Changed(object model, string modelName, IReadOnlyList<ParameterInfo> parameters, string name, string text)
    {
        PropertyInfo property = Property(model, Find(modelName, parameters, name).Name);
        ParameterType type = ParameterType.Of(property.PropertyType);
        object value = type.Read(text)
            ?? throw new ArgumentException($"'{text}' is not a value of {modelName}.{property.Name}; it must be {type.Expects}.");
        object changed = Activator.CreateInstance(model.GetType())!;
        foreach (PropertyInfo other in parameters.Select(parameter => Property(model, parameter.Name)))
            other.SetValue(changed, other.GetValue(model));
        property.SetValue(changed, value);
        return changed;
    }

    private static PropertyInfo Property(object model, string name)
        => model.GetType().GetProperty(name) ?? throw new ArgumentException($"{model.GetType().Name}.{name} is no property.");
}
