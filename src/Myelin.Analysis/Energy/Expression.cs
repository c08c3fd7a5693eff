using Myelin.Values;

namespace Myelin.Analysis.Energy;

/// <summary>A number that remembers how it came about: a place in the graph of expressions of this thread.</summary>
/// <param name="place">The place; 0 is the number 0.</param>
internal readonly struct Expression(int place) : IValue<Expression>
{
    public int Place => place;

    public static int Lanes => 1;

    public static Expression Zero => default;

    public static Expression One => Constant(1);

    private static ExpressionGraph Graph => ExpressionGraph.Current;

    public static Expression Constant(double value) => Graph.Constant(value);

    public static Expression operator +(Expression left, Expression right) =>
        Graph.Value(left) == 0 ? right : Graph.Value(right) == 0 ? left : Graph.Binary(ExpressionKind.Add, left, right, (a, b) => a + b);

    public static Expression operator -(Expression left, Expression right) =>
        Graph.Value(right) == 0 ? left : Graph.Value(left) == 0 ? -right : left.Place == right.Place ? Zero : Graph.Binary(ExpressionKind.Subtract, left, right, (a, b) => a - b);

    public static Expression operator *(Expression left, Expression right)
    {
        (double? a, double? b) = (Graph.Value(left), Graph.Value(right));
        if (a == 0 || b == 0) return Zero;
        if (a == 1) return right;
        if (b == 1) return left;
        return a == -1 ? -right : b == -1 ? -left : Graph.Binary(ExpressionKind.Multiply, left, right, (x, y) => x * y);
    }

    public static Expression operator /(Expression left, Expression right) =>
        Graph.Value(left) == 0 ? Zero : Graph.Value(right) == 1 ? left : Graph.Binary(ExpressionKind.Divide, left, right, (a, b) => a / b);

    public static Expression operator -(Expression value) => Graph.Unary(ExpressionKind.Free, "-", value, v => -v);

    public static Expression operator <(Expression left, Expression right) => right > left;

    public static Expression operator >(Expression left, Expression right) => Graph.Binary(ExpressionKind.Compare, left, right, (a, b) => a > b ? 1 : 0);

    public static Expression operator <=(Expression left, Expression right) => right >= left;

    public static Expression operator >=(Expression left, Expression right) => Graph.Binary(ExpressionKind.CompareEqual, left, right, (a, b) => a >= b ? 1 : 0);

    public static Expression FusedMultiplyAdd(Expression a, Expression b, Expression c) => (a * b) + c;

    public static Expression Min(Expression left, Expression right) => Graph.Binary(ExpressionKind.Minimum, left, right, Math.Min);

    public static Expression Max(Expression left, Expression right) => Graph.Binary(ExpressionKind.Maximum, left, right, Math.Max);

    public static Expression Abs(Expression value) => Graph.Unary(ExpressionKind.Free, "abs", value, Math.Abs);

    public static Expression Floor(Expression value) => Graph.Unary(ExpressionKind.Free, "floor", value, Math.Floor);

    public static Expression Sqrt(Expression value) => Graph.Unary(ExpressionKind.Function, "sqrt", value, Math.Sqrt);

    public static Expression Exp(Expression value) => Graph.Unary(ExpressionKind.Function, "exp", value, Math.Exp);

    public static Expression Log(Expression value) => Graph.Unary(ExpressionKind.Function, "log", value, Math.Log);

    public static Expression Sin(Expression value) => Graph.Unary(ExpressionKind.Function, "sin", value, Math.Sin);

    public static Expression Cos(Expression value) => Graph.Unary(ExpressionKind.Function, "cos", value, Math.Cos);

    public static Expression Spike(Expression distance) => Graph.Unary(ExpressionKind.Threshold, "at least 0", distance, d => d >= 0 ? 1 : 0);

    public static Expression SpikeAbove(Expression distance) => Graph.Unary(ExpressionKind.Threshold, "above 0", distance, d => d > 0 ? 1 : 0);

    public static Expression Select(Expression condition, Expression ifTrue, Expression otherwise) => Graph.Value(condition) is { } known
        ? known != 0 ? ifTrue : otherwise
        : ifTrue.Place == otherwise.Place ? ifTrue : Graph.Choice(condition, ifTrue, otherwise);

    public static Expression Detach(Expression value) => value;
}
