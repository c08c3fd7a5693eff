using System.Globalization;
using Myelin.Neurons;

namespace Myelin.Experiments.Models;

/// <summary>A parameter and the range over which it is varied.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Low">The smallest value, in the parameter's unit.</param>
/// <param name="High">The largest value.</param>
public sealed record ParameterSweep(ParameterInfo Parameter, double Low, double High)
{
    /// <summary>Reads a sweep.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The sweep as people type it: <c>A=0..1</c>.</param>
    /// <exception cref="ArgumentException">The text is no sweep, or the parameter cannot be swept; the message says what would be right.</exception>
    public static ParameterSweep Read(INeuronModel model, string text)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        string[] ends = sides.Length == 2 ? sides[1].Split("..", StringSplitOptions.TrimEntries) : [];
        if (ends.Length != 2)
            throw new ArgumentException($"'{text}' is no sweep; write Parameter=low..high, for example A=0..1.");
        ParameterInfo parameter = ModelParameters.Find(model.Info, sides[0]);
        if (!ModelParameters.IsContinuous(model, parameter))
            throw new ArgumentException($"{model.Info.Name}.{parameter.Name} cannot be swept; it takes only {parameter.Range}.");
        double low = End(model, parameter, ends[0]), high = End(model, parameter, ends[1]);
        return low < high
            ? new ParameterSweep(parameter, low, high)
            : throw new ArgumentException($"The sweep of {model.Info.Name}.{parameter.Name} from {ends[0]} to {ends[1]} is empty; the low end comes first.");
    }

    /// <summary>The first parameter that is not the threshold, over its range where that has two ends, else half its value to either side.</summary>
    /// <returns>The sweep, or null where the model has no such parameter.</returns>
    internal static ParameterSweep? Of(INeuronModel model)
    {
        ParameterInfo? parameter = model.Info.Parameters.FirstOrDefault(
            p => !p.Name.Contains("Threshold", StringComparison.Ordinal) && ModelParameters.IsContinuous(model, p));
        if (parameter is null)
            return null;
        string[] ends = parameter.Range.Split(" to ");
        if (ends.Length == 2
            && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
            && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
            && double.IsFinite(low) && double.IsFinite(high))
        {
            return new ParameterSweep(parameter, low, high);
        }

        double centre = ModelParameters.Number(model, parameter);
        double reach = centre == 0 ? 1 : Math.Abs(centre) / 2;
        return new ParameterSweep(parameter, centre - reach, centre + reach);
    }

    private static double End(INeuronModel model, ParameterInfo parameter, string text)
        => UnitText.Read(text, parameter.Unit) ?? throw new ArgumentException(
            $"'{text}' is not a value of {model.Info.Name}.{parameter.Name}; it must be {(parameter.Unit.Length == 0 ? "a number" : $"a number in {parameter.Unit} or a multiple of it")}.");
}
