using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Myelin.Quantities;
using Shouldly;
using Xunit;

namespace Myelin.Tests.Quantities;

/// <summary>What every quantity obeys, whatever it measures.</summary>
/// <typeparam name="TQuantity">The quantity.</typeparam>
public abstract class QuantityAlgebraTests<TQuantity>
    where TQuantity : struct, IQuantity<TQuantity>
{
    // Whole numbers add and multiply without rounding, so the laws hold to the last bit.
    private static TQuantity Of(int value) => TQuantity.FromValue(value);

    [Fact]
    public void Value_SurvivesTheRoundTrip() =>
        Prop.ForAll<double>(x => TQuantity.FromValue(x).Value.Equals(x)).QuickCheckThrowOnFailure();

    [Fact]
    public void Addition_IsAssociativeAndCommutative() => Prop.ForAll<int, int, int>((a, b, c) =>
        (Of(a) + Of(b) + Of(c)).Equals(Of(a) + (Of(b) + Of(c)))
        && (Of(a) + Of(b)).Equals(Of(b) + Of(a))
        && (Of(a) + Of(b)).Value == (double)a + b).QuickCheckThrowOnFailure();

    [Fact]
    public void Subtraction_UndoesAddition() => Prop.ForAll<int, int>((a, b) =>
        (Of(a) + Of(b) - Of(b)).Equals(Of(a))
        && (Of(a) - Of(b)).Equals(Of(a) + -Of(b))
        && (-Of(a)).Value == -(double)a).QuickCheckThrowOnFailure();

    [Fact]
    public void Multiples_AreAssociativeDistributiveAndCommutative() => Prop.ForAll<int, int, int>((k, a, b) =>
        (k * (Of(a) + Of(b))).Equals((k * Of(a)) + (k * Of(b)))
        && (k * Of(a)).Equals(Of(a) * k)
        && (k * (b * Of(a))).Equals((double)k * b * Of(a))).QuickCheckThrowOnFailure();

    [Fact]
    public void Division_UndoesMultiplication() => Prop.ForAll<int, int>((k, a) =>
        k == 0 || (((k * Of(a)) / k).Equals(Of(a)) && (a == 0 || (k * Of(a)) / Of(a) == k))).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_IsThatOfTheValues() => Prop.ForAll<double, double>((x, y) =>
    {
        TQuantity left = TQuantity.FromValue(x), right = TQuantity.FromValue(y);
        return (left < right) == (x < y) && (left > right) == (x > y) && (left <= right) == (x <= y) && (left >= right) == (x >= y)
            && left.CompareTo(right) == x.CompareTo(y)
            && left.Equals(right) == x.Equals(y);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Default_IsZero() => default(TQuantity).Value.ShouldBe(0);

    [Fact]
    public void TextForm_HasTheUnitInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            TQuantity.FromValue(-1.5).ToString().ShouldBe("-1.5 " + TQuantity.Unit);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

public class TimeAlgebraTests : QuantityAlgebraTests<Time>;

public class VoltageAlgebraTests : QuantityAlgebraTests<Voltage>;

public class CurrentAlgebraTests : QuantityAlgebraTests<Current>;

public class ConductanceAlgebraTests : QuantityAlgebraTests<Conductance>;

public class CapacitanceAlgebraTests : QuantityAlgebraTests<Capacitance>;

public class ResistanceAlgebraTests : QuantityAlgebraTests<Resistance>;

public class FrequencyAlgebraTests : QuantityAlgebraTests<Frequency>;

public class ChargeAlgebraTests : QuantityAlgebraTests<Charge>;
