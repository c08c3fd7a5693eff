using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Optimisers;

/// <summary>One of every optimiser, with everything on that has state.</summary>
internal static class AllOptimisers
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, Optimiser>> makers = new(StringComparer.Ordinal)
    {
        ["sgd"] = p => new Sgd(p, 0.05),
        ["sgd nesterov"] = p => new Sgd(p, 0.05, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        ["adam"] = p => new Adam(p, 0.01, weightDecay: 0.01),
        ["amsgrad"] = p => new Adam(p, 0.01, amsGrad: true),
        ["adamw"] = p => new AdamW(p, 0.01),
        ["lion"] = p => new Lion(p, 0.01, weightDecay: 0.1),
        ["rmsprop"] = p => new RmsProp(p),
        ["rmsprop centered"] = p => new RmsProp(p, momentum: 0.5, centered: true),
        ["adagrad"] = p => new Adagrad(p, initialSum: 0.1, rateDecay: 0.01),
        ["adamax"] = p => new Adamax(p),
        ["nadam"] = p => new NAdam(p),
        ["radam"] = p => new RAdam(p),
        ["rprop"] = p => new Rprop(p),
    };

    public static TheoryData<string> Names => [.. makers.Keys];

    public static Optimiser Make(string name, params Parameter[] parameters) => makers[name](parameters);

    /// <summary>Parameters of random numbers.</summary>
    public static Parameter[] Parameters(int seed, params int[] lengths)
    {
        var random = new Random(seed);
        return [.. lengths.Select((length, i) =>
        {
            var parameter = new Parameter($"p{i}", [length]);
            foreach (ref float value in parameter.Values) value = Number(random);
            return parameter;
        })];
    }

    /// <summary>Gives every parameter a gradient that is a function of the step.</summary>
    public static void SetGradients(Parameter[] parameters, int step)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            var random = new Random((step * 31) + i);
            float[] gradient = [.. Enumerable.Range(0, (int)parameters[i].Shape.Count).Select(_ => Number(random))];
            parameters[i].ZeroGradient();
            Tape.Current.Backward(parameters[i], gradient);
        }
    }

    private static float Number(Random random) => (random.NextSingle() * 4) - 2;
}
