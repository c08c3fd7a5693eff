using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>A parameter of every neuron differs from what it should be by chance, once and for all: mismatch of analogue neurons.</summary>
/// <param name="Parameter">Name of the parameter, for example <c>Threshold</c>; populations whose model has none of this name stay as they are.</param>
/// <param name="Deviation">Standard deviation: of the logarithm, or relative.</param>
/// <param name="Law">How neurons differ. The range of <see cref="Variation.OfRange"/> is the number itself.</param>
public sealed record ParameterVariation(string Parameter, double Deviation, Variation Law = Variation.Relative) : NeuronFault
{
    // Values that a model does not allow become the nearest that it does; where the limit itself is not allowed, this much of the parameter's size away from it.
    private const double FromExcludedLimit = 1e-3;

    /// <summary>Standard deviation: of the logarithm, or relative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Deviation { get; init => field = FaultRate.CheckedDeviation(value, "a parameter"); } = FaultRate.CheckedDeviation(Deviation, "a parameter");

    /// <inheritdoc/>
    protected override void Check(IReadOnlyList<Population> struck)
    {
        ArgumentNullException.ThrowIfNull(struck);
        if (struck.Any(p => IndexIn(p.Model) >= 0)) return;
        string models = string.Join("; ", struck.Select(p => p.Model.Info).DistinctBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name} has {string.Join(", ", m.Parameters.Select(p => p.Name))}"));
        throw new ArgumentException($"No neuron that the fault strikes has a parameter '{Parameter}': {(models.Length == 0 ? "it strikes none" : models)}.");
    }

    /// <inheritdoc/>
    protected override INeuronModel Strike(INeuronModel model, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(model);
        double normal = random.NextNormal();
        int index = IndexIn(model);
        if (index < 0) return model;
        ParameterInfo info = model.Info.Parameters[index];
        double[] numbers = new double[model.Info.Parameters.Count];
        model.CopyParameters(numbers);
        double value = numbers[index], low = info.IsLowExcluded ? info.Low + (FromExcludedLimit * Math.Abs(value)) : info.Low;
        numbers[index] = Math.Min(info.High, Math.Max(low, Law.Of(value, Math.Abs(value), Deviation, normal)));
        return model.With(numbers);
    }

    private int IndexIn(INeuronModel model)
    {
        for (int i = 0; i < model.Info.Parameters.Count; i++)
        {
            if (string.Equals(model.Info.Parameters[i].Name, Parameter, StringComparison.Ordinal)) return i;
        }

        return -1;
    }
}
