using System.Reflection;
using Myelin.Experiments.Parameters;
using Myelin.Neurons;
using ParameterInfo = Myelin.Neurons.ParameterInfo;

namespace Myelin.Experiments.Models;

/// <summary>The parameters of a neuron model by name, with values as people type them.</summary>
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
        PropertyInfo property = Property(model, Find(model.Info, name).Name);
        ParameterType type = ParameterType.Of(property.PropertyType);
        object value = type.Read(text)
            ?? throw new ArgumentException($"'{text}' is not a value of {model.Info.Name}.{property.Name}; it must be {type.Expects}.");
        object changed = Copy(model);
        property.SetValue(changed, value);
        return (INeuronModel)changed;
    }

    /// <summary>The value of a parameter, as one would type it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameter">One of its parameters.</param>
    public static string Text(INeuronModel model, ParameterInfo parameter)
    {
        PropertyInfo property = Property(model, parameter.Name);
        return ParameterType.Of(property.PropertyType).Write(property.GetValue(model)!);
    }

    /// <summary>The default of a parameter, as one would type it.</summary>
    public static string DefaultText(INeuronModel model, ParameterInfo parameter)
        => Text((INeuronModel)Activator.CreateInstance(model.GetType())!, parameter);

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message suggests the nearest, or lists all.</exception>
    internal static ParameterInfo Find(NeuronInfo info, string name)
    {
        ParameterInfo? found = info.Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase));
        if (found is not null)
            return found;
        string[] names = [.. info.Parameters.Select(parameter => parameter.Name)];
        string hint = names.Length == 0 ? "it has none."
            : NearestName.Of(name, names) is { } nearest ? $"did you mean '{nearest}'?"
            : $"it has {string.Join(", ", names)}.";
        throw new ArgumentException($"{info.Name} has no parameter '{name}'; {hint}");
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

    private static object Copy(INeuronModel model)
    {
        object copy = Activator.CreateInstance(model.GetType())!;
        foreach (ParameterInfo parameter in model.Info.Parameters)
        {
            PropertyInfo property = Property(model, parameter.Name);
            property.SetValue(copy, property.GetValue(model));
        }

        return copy;
    }

    private static PropertyInfo Property(INeuronModel model, string name)
        => model.GetType().GetProperty(name) ?? throw new ArgumentException($"{model.Info.Name}.{name} is no property.");
}
