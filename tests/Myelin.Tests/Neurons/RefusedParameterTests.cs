using System.Reflection;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;
using ParameterInfo = Myelin.Neurons.ParameterInfo;

namespace Myelin.Tests.Neurons;

/// <summary>Over all models: what no membrane and no synapse can have is refused by a sentence that names the parameter and its value.</summary>
public sealed class RefusedParameterTests
{
    private static readonly Time dt = 0.01 * Syntax.ms;

    // The subthreshold adaptation of Brette and Gerstner (2005), which may also speed a membrane up.
    private static readonly string[] mayBeNegative = ["Adaptation"];

    public static TheoryData<string> Neurons => [.. NeuronCatalogue.BuiltIn.Models.Select(m => m.Info.Name)];

    public static TheoryData<string> Synapses => [.. SynapseCatalogue.BuiltIn.Models.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Neurons))]
    public void Negative_conductances_capacitances_and_times_are_refused(string name) =>
        RefuseAll(NeuronCatalogue.BuiltIn.Find(name), NeuronCatalogue.BuiltIn.Find(name).Info.Parameters, m => ((INeuronModel)m).LowerConstants(dt));

    [Theory]
    [MemberData(nameof(Synapses))]
    public void Negative_times_of_synapses_are_refused(string name)
    {
        SynapseModel model = SynapseCatalogue.BuiltIn.Find(name)!;
        RefuseAll(model.Model, model.Parameters, m => SynapseModel.Of(m).Validate(dt));
    }

    [Theory]
    [MemberData(nameof(Neurons))]
    public void A_threshold_below_the_reset_is_refused(string name)
    {
        INeuronModel model = NeuronCatalogue.BuiltIn.Find(name);
        PropertyInfo? threshold = Property("Threshold") ?? Property("VThreshold");
        PropertyInfo? reset = new[] { "Reset", "VReset", "ResetPotential" }.Select(Property).FirstOrDefault(p => p is not null && p.PropertyType == threshold?.PropertyType);
        if (threshold is null || reset is null || NeuronBlock<Scalar, ScalarLanes>.Of(model, dt).IsStochastic) return;
        object changed = Activator.CreateInstance(model.GetType())!;
        PropertyInfo? mode = model.GetType().GetProperties().FirstOrDefault(p => p.PropertyType == typeof(ResetMode));
        mode?.SetValue(changed, ResetMode.Zero);
        threshold.SetValue(changed, Quantity(threshold.PropertyType, Number(reset.GetValue(changed)!) - 1));
        string message = Should.Throw<ArgumentException>(() => ((INeuronModel)changed).LowerConstants(dt), $"{changed}").Message;
        message.ShouldContain(threshold.Name);

        PropertyInfo? Property(string property) => model.Info.Parameters.Any(p => p.Name == property) ? model.GetType().GetProperty(property) : null;
    }

    private static void RefuseAll(object model, IReadOnlyList<ParameterInfo> parameters, Action<object> lower)
    {
        foreach (ParameterInfo parameter in parameters)
        {
            PropertyInfo property = model.GetType().GetProperty(parameter.Name)!;
            bool isPositive = property.PropertyType == typeof(Capacitance) || property.PropertyType == typeof(Resistance)
                || property.PropertyType == typeof(Conductance) || property.PropertyType == typeof(Time);
            if (!isPositive || mayBeNegative.Contains(parameter.Name)) continue;
            object changed = Activator.CreateInstance(model.GetType())!;
            property.SetValue(changed, Quantity(property.PropertyType, -1));
            Should.Throw<ArgumentException>(() => lower(changed), $"{changed}").Message.ShouldContain($"{parameter.Name} must be");
            property.SetValue(changed, Quantity(property.PropertyType, double.NaN));
            Should.Throw<ArgumentException>(() => lower(changed), $"{changed}").Message.ShouldContain(parameter.Name);
            if (property.PropertyType == typeof(Capacitance))
            {
                property.SetValue(changed, Quantity(property.PropertyType, 0));
                Should.Throw<ArgumentException>(() => lower(changed), $"{changed}").Message.ShouldContain($"{parameter.Name} must be positive");
            }
        }
    }

    private static object Quantity(Type type, double value) => type == typeof(double) ? value : type.GetMethod("FromValue")!.Invoke(null, [value])!;

    private static double Number(object quantity) => quantity is double number ? number : (double)quantity.GetType().GetProperty("Value")!.GetValue(quantity)!;
}
