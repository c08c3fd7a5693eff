using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Tests.Neurons;

/// <summary>
/// What every neuron model must satisfy. A model joins with one line, a sealed subclass; the two hashes pin the bits of a run in single and
/// double precision, so that the suite, repeated with vector instructions switched off, proves equal results for every vector width.
/// </summary>
public abstract partial class NeuronModelContract(INeuronModel model, ulong simd, ulong simdDouble)
{
    private protected const int Lanes = 16;

    protected INeuronModel Model => model;

    protected virtual Time Dt => 0.1 * Syntax.ms;

    /// <summary>Whether the step calls exp, log, sin or cos, whose last bits differ between the scalar and the vector engine.</summary>
    protected virtual bool IsTranscendental => false;

    /// <summary>Whether the model fires without input.</summary>
    protected virtual bool IsSpontaneous => NeuronBlock<Scalar, ScalarLanes>.Of(model, Dt).IsStochastic;

    /// <summary>Whether the model emits a number in every step in place of spikes; it has a derivative then.</summary>
    protected virtual bool IsGraded => false;

    /// <summary>Largest error of one single-precision step, relative to the larger of 1 and the variable.</summary>
    protected virtual double FloatTolerance => 1e-5;

    /// <summary>What arrives at a port in the random runs.</summary>
    protected virtual double Draw(VariableInfo port, double chance, double size) => (port.Unit, port.Name) switch
    {
        ("pA", "Current") => 1000 * size,
        (_, "Current") => size,
        ("Hz", _) => 1000 * size,
        ("mV", _) => chance < 0.1 ? 6 * (size - 0.2) : 0,
        ("pA", "Inhibitory") => chance < 0.1 ? -300 * size : 0,
        ("pA", _) => chance < 0.1 ? 300 * size : 0,
        ("nS", _) => chance < 0.1 ? 10 * size : 0,
        _ => chance < 0.1 ? size : 0,
    };

    /// <summary>The inputs of the random runs: [port][lane], exact in single precision.</summary>
    private protected double[][] InputOf(int step)
    {
        double[][] input = new double[model.Info.Ports.Count][];
        for (int port = 0; port < input.Length; port++)
        {
            input[port] = new double[Lanes];
            for (int lane = 0; lane < Lanes; lane++)
            {
                ulong key = (((ulong)step << 24) + ((ulong)port << 16)) + (ulong)lane;
                input[port][lane] = (float)Draw(model.Info.Ports[port], Mix.Uniform(2 * key), Mix.Uniform((2 * key) + 1));
            }
        }

        return input;
    }

    private protected NeuronBlock<V, TLanes> Block<V, TLanes>()
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V> => NeuronBlock<V, TLanes>.Of(model, Dt);

    private protected static double[] Rotated(double[] lanes, int by) => [.. Enumerable.Range(0, lanes.Length).Select(i => lanes[(i + by) % lanes.Length])];

    private protected static void Feed<V, TLanes>(NeuronBlock<V, TLanes> block, double[][] input)
        where V : struct, IValue<V>
        where TLanes : struct, ILanes<V>
    {
        for (int port = 0; port < input.Length; port++) block.SetInput(port, input[port]);
    }
}
