using Myelin.Tests.Reference;
using System.Reflection;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <content>Parameters, metadata, rest and cost.</content>
public abstract partial class NeuronModelContract
{
    [Fact]
    public void Metadata_is_complete()
    {
        NeuronInfo info = Model.Info;
        info.Name.ShouldBe(Model.GetType().Name);
        new[] { info.Summary, info.Equation, info.Source }.ShouldAllBe(text => text.Length > 0);
        info.Parameters.ShouldAllBe(p => p.Summary.Length > 0);
        info.States.Concat(info.Ports).ShouldAllBe(v => v.Summary.Length > 0);
        UnitsAreDeclared("State`1", info.States.Select(v => v.Name).Where(name => !Discrete.Contains(name)));
        UnitsAreDeclared("Input`1", info.Ports.Select(v => v.Name));
        if (info.States.Count > 0 && HasMembrane) info.States[0].Name.ShouldBe("U");
    }

    /// <summary>Whether the model has a membrane potential; its first state variable is then U.</summary>
    protected virtual bool HasMembrane => true;

    [Fact]
    public void Parameters_out_of_range_are_rejected_by_name()
    {
        _ = Model.LowerConstants(Dt);
        foreach (Myelin.Neurons.ParameterInfo parameter in Model.Info.Parameters)
        {
            PropertyInfo property = Model.GetType().GetProperty(parameter.Name)!;
            foreach (double wrong in WrongValues(parameter))
            {
                if (!TryMake(property.PropertyType, wrong, out object? value)) continue;
                object changed = Activator.CreateInstance(Model.GetType())!;
                property.SetValue(changed, value);
                ArgumentException thrown = Should.Throw<ArgumentException>(() => ((INeuronModel)changed).LowerConstants(Dt), $"{parameter.Name} = {wrong}");
                thrown.Message.ShouldContain($"{Model.Info.Name}.{parameter.Name}");
            }
        }
    }

    [Fact]
    public void Step_must_be_positive_and_finite()
    {
        foreach (double wrong in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Should.Throw<ArgumentException>(() => Model.LowerConstants(wrong * Syntax.ms)).Message.ShouldContain(Model.Info.Name);
    }

    [Fact]
    public void Padding_lanes_never_spike()
    {
        if (IsSpontaneous) return;
        NeuronBlock<Simd, SimdLanes> block = Block<Simd, SimdLanes>();
        for (int step = 0; step < 1000; step++) block.Step().NonZeroBits().ShouldBe(0u, $"step {step}");
    }

    [Fact]
    public void Step_allocates_nothing()
    {
        BytesPerRun<Scalar, ScalarLanes>().ShouldBe(0);
        BytesPerRun<Simd, SimdLanes>().ShouldBe(0);
        BytesPerRun<SimdDouble, SimdDoubleLanes>().ShouldBe(0);
    }

    private long BytesPerRun<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        NeuronBlock<V, TLanes> block = Block<V, TLanes>();
        for (int step = 0; step < 100; step++) block.Step();
        return Allocation.Least(() =>
        {
            for (int step = 0; step < 1000; step++) block.Step();
        });
    }

    private void UnitsAreDeclared(string nested, IEnumerable<string> fields)
    {
        Type type = Model.GetType().GetNestedType(nested)!;
        foreach (string name in fields)
        {
            // A variable inside a nested struct or an array carries its path; its unit is declared where the struct is.
            if (name.AsSpan().IndexOfAny('.', '[') >= 0) continue;
            type.GetField(name)!.GetCustomAttribute<UnitAttribute>().ShouldNotBeNull($"{Model.Info.Name}.{nested}.{name} has no unit");
        }
    }

    private static double[] WrongValues(Myelin.Neurons.ParameterInfo parameter)
    {
        double[] never = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        string[] ends = parameter.Range.Split(" to ");
        return parameter.Range switch
        {
            "> 0" => [.. never, 0, -1],
            ">= 0" => [.. never, -1],
            _ when ends.Length == 2 => [.. never, double.Parse(ends[0]) - 1, double.Parse(ends[1]) + 1],
            _ => never,
        };
    }

    private static bool TryMake(Type type, double number, out object? value)
    {
        value = null;
        if (type == typeof(double)) value = number;
        else if (type == typeof(int) && double.IsFinite(number)) value = (int)number;
        else if (type.IsEnum && double.IsNaN(number)) value = Enum.ToObject(type, 99);
        else if (type.GetMethod(nameof(Time.FromValue), [typeof(double)]) is { } make) value = make.Invoke(null, [number]);
        return value is not null;
    }
}
