using Myelin.Connectivity;
using Myelin.Connectivity.Distance;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class DeterminismTests
{
    private const int Neurons = 256;

    public static TheoryData<ConnectionRule> Rules =>
    [
        AllToAll(autapses: false),
        OneToOne(),
        FixedIndegree(40),
        FixedIndegree(40, multapses: false, autapses: false),
        FixedIndegree(200, multapses: false),
        FixedOutdegree(40),
        FixedOutdegree(2, multapses: false),
        FixedProbability(0.1),
        FixedTotalNumber(5000),
        FixedTotalNumber(5000, multapses: false, autapses: false),
        FixedTotalNumber(60_000, multapses: false),
        DistanceDependent(GaussianKernel(0.5, 0.2), Grid(periodic: true)),
        Explicit([1, 1, 200], [7, 3, 255], new[] { 0.5, 1, 2 }, [1, 2, 3]),
        Dense(new float[Neurons, Neurons]),
        Convolution((4, 8, 8), new float[4, 4, 3, 3], padding: 1),
        AveragePooling((4, 8, 8), 3, stride: 1, padding: 1),
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Partners_depend_neither_on_threads_nor_on_order(ConnectionRule rule)
    {
        ConnectionStream stream = rule.Open(Neurons, Neurons, true, 42, 7);
        (int[], double[], double[])[] expected = new (int[], double[], double[])[Neurons];
        Partners partners = new();
        for (int i = 0; i < Neurons; i++) expected[i] = Copy(stream, i, partners);

        ConnectionStream again = rule.Open(Neurons, Neurons, true, 42, 7);
        int[] order = [.. Enumerable.Range(0, Neurons)];
        new Random(5).Shuffle(order);
        (int[], double[], double[])[] actual = new (int[], double[], double[])[Neurons];
        Parallel.ForEach(
            order,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            () => new Partners(),
            (i, _, own) =>
            {
                actual[i] = Copy(again, i, own);
                return own;
            },
            _ => { });

        for (int i = 0; i < Neurons; i++)
        {
            actual[i].Item1.ShouldBe(expected[i].Item1);
            actual[i].Item2.ShouldBe(expected[i].Item2);
            actual[i].Item3.ShouldBe(expected[i].Item3);
        }
    }

    private static (int[], double[], double[]) Copy(ConnectionStream stream, int neuron, Partners partners)
    {
        stream.Fill(neuron, partners);
        return (partners.Indices.ToArray(), stream.HasWeights ? partners.Weights.ToArray() : [], stream.HasDelays ? partners.Delays.ToArray() : []);
    }
}
