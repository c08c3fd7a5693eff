using Myelin.Analysis.Energy;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;

namespace Myelin.Learning.Complexity;

/// <summary>Adds up what one layer does.</summary>
internal sealed class LayerTally(Module layer)
{
    private readonly Dictionary<(int Sum, Shape Input), double> dense = [];
    private readonly HashSet<Parameter> weights = [];
    private OperationCounts counts;
    private StepOperations? step;
    private double zeros;
    private double outputs;
    private double allZeros;
    private double allOutputs;
    private double updates;
    private double effective;
    private double denseOperations;

    /// <summary>The weights of its sums.</summary>
    public IEnumerable<Parameter> Weights => weights;

    private int WeightBits => weights.Select(w => w.Form?.Bits ?? IWeightForm.SingleBits).DefaultIfEmpty(IWeightForm.SingleBits).Max();

    public void Add(LayerWork work)
    {
        for (int i = 0; i < work.Sums.Count; i++) AddSum(i, work.Sums[i]);
        if (work.Activations.Exists)
        {
            Tensor activations = work.Activations.Expanded();
            double silent = OperationProbe.Zeros(activations.Values);
            zeros += silent;
            outputs += activations.Shape.Count;
            counts += new OperationCounts { ActivationWrites = activations.Shape.Count - silent };
        }

        if (work.Neurons is { } neurons) AddNeurons(neurons, neurons.Membrane.Exists ? neurons.Membrane.Shape.Count : work.Activations.Shape.Count);
    }

    /// <summary>What of the activations since the last call were 0, and how many there were.</summary>
    public (double Zeros, double Outputs) EndBatch()
    {
        (double, double) batch = (zeros, outputs);
        allZeros += zeros;
        allOutputs += outputs;
        (zeros, outputs) = (0, 0);
        return batch;
    }

    public LayerOperations Mean(long samples)
    {
        double each = 1.0 / Math.Max(1, samples);
        return new LayerOperations(
            layer.Path, Kind(layer.GetType()), each * counts, WeightBits, allOutputs == 0 ? double.NaN : allZeros / allOutputs, each * updates, each * effective, each * denseOperations);
    }

    private static string Kind(Type type) => type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] : type.Name;

    private void AddSum(int index, SynapticSum sum)
    {
        weights.Add(sum.Weight);
        Tensor input = sum.Input;
        Shape shape = input.Shape;
        double times = 1;
        if (input.Repeats)
        {
            // The same at every step: one is counted, and as often as it is shown, because the harness computes it every time.
            if (layer.IsTimeless)
            {
                times = shape[0];
                input = input.Slice(0).Reshape(shape.With(0, 1));
            }
            else
            {
                input = input.Expanded();
            }
        }

        Tensor ones = Tensor.Empty(sum.Multiplied.Shape), pattern = Tensor.Empty(sum.Multiplied.Shape), active = Tensor.Empty(input.Shape);
        ones.Values.Fill(1);
        Binarise(sum.Multiplied.Values, pattern.Values);
        Binarise(input.Values, active.Values);
        Shape slice = input.Shape;
        if (!dense.TryGetValue((index, slice), out double all))
        {
            // Of one sample, since all are alike.
            Tensor full = Tensor.Empty(slice.With(1, 1));
            full.Values.Fill(1);
            all = Total(sum.Of(full, ones)) * slice[1];
            dense.Add((index, slice), all);
        }

        Tensor result = sum.Of(active, pattern).Expanded();
        double macs = 0, acs = 0;
        int steps = input.Shape[0], width = input.Shape.Product(1), given = result.Shape.Product(1);
        for (int t = 0; t < steps; t++)
        {
            double own = Total(result.Values.Slice(t * given, given));
            if (IsTernary(input.Values.Slice(t * width, width))) acs += own;
            else macs += own;
        }

        counts += times * new OperationCounts
        {
            Dense = all,
            EffectiveMacs = macs,
            EffectiveAcs = acs,
            SynapticEvents = Total(sum.Of(active, ones)),
            ActivationReads = input.Shape.Count - OperationProbe.Zeros(input.Values),
        };
    }

    private void AddNeurons(NeuronWork work, long neuronSteps)
    {
        StepOperations operations = step ??= StepOperations.Of(work.Model, work.Dt);
        double changed = neuronSteps;
        if (work.Membrane.Exists)
        {
            ReadOnlySpan<float> membrane = work.Membrane.Values;
            int row = work.Membrane.Shape.Product(1);
            changed = row;
            for (int i = row; i < membrane.Length; i++)
            {
                if (membrane[i] != membrane[i - row]) changed++;
            }
        }

        updates += changed;
        effective += changed * operations.Arithmetic;
        denseOperations += (double)neuronSteps * operations.Arithmetic;
        counts += (double)neuronSteps * new OperationCounts { StateUpdates = operations.States, NeuronAdds = operations.Adds, NeuronMultiplies = operations.Multiplies + operations.Divides };
    }

    private static void Binarise(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++) to[i] = from[i] == 0 ? 0 : 1;
    }

    private static bool IsTernary(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (value is not (0 or 1 or -1)) return false;
        }

        return true;
    }

    // Each number is a whole one below 2^24; their sum need not be.
    private static double Total(Tensor tensor) => Total(tensor.Expanded().Values);

    private static double Total(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values) sum += value;
        return sum;
    }
}
