using Myelin.Analysis.Energy;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Quantisation;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Flatten = Myelin.Learning.Layers.Flatten;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Experiments.Energy;

/// <summary>A network of three layers of weights that spends a bit budget: spiking, or ordinary with activations of few bits.</summary>
/// <param name="IsSpiking">Whether it spikes.</param>
/// <param name="Budget">Steps, bits of weights, and bits of spikes or activations.</param>
internal sealed record BudgetNetwork(bool IsSpiking, BitBudget Budget)
{
    // Pixels and states are not part of the budget.
    private const int PixelBits = 8;
    private const int StateBits = 16;

    /// <summary>What a report calls it.</summary>
    public string Name => IsSpiking
        ? $"spiking, {Budget.Steps} steps, {Weights} weights{(Budget.SpikeBits > 1 ? $", {Budget.SpikeBits}-bit spikes" : "")}"
        : $"ordinary, {Budget.SpikeBits}-bit activations, {Weights} weights";

    private string Weights => $"{Budget.WeightBits}-bit";

    /// <summary>Makes the network; its weights have the bits of the budget from the first step of training.</summary>
    public Sequential Make(int hidden, ulong seed)
    {
        var network = new Sequential(
            new Flatten(), new Linear(28 * 28, hidden, seed: seed), Activation(), new Linear(hidden, hidden, seed: seed + 1), Activation(), new Linear(hidden, 10, seed: seed + 2), Last());
        if (Budget.WeightBits <= FewBits.Most) network.QuantiseWeights(Budget.WeightBits, UnitOf.Channel);
        return network;
    }

    /// <summary>The energy of a sample [nJ]: the product with the pixels, which are the same at every step, is computed and fetched once.</summary>
    public double Nanojoules(NeuroBench metrics, EnergyTable table)
    {
        double sum = 0;
        bool isFirst = true;
        foreach (LayerOperations layer in metrics.Layers)
        {
            var widths = new BitWidths { Weight = Budget.WeightBits, Activation = isFirst ? PixelBits : Budget.SpikeBits, State = StateBits, Accumulator = StateBits };
            LayerOperations once = isFirst ? layer with { Counts = (1.0 / Budget.Steps) * layer.Counts } : layer;
            sum += once.Energy(table, widths).Nanojoules;
            isFirst = false;
        }

        return sum;
    }

    private Module Activation() => !IsSpiking ? new QuantisedRectifier(Budget.SpikeBits)
        : Budget.SpikeBits == 1 ? new Spiking<Arctangent<Two>>(new Leaky())
        : new Spiking<Rectangle<OneHalf, Zero>>(new IntegerLif { Decay = 0.5, Threshold = 1.0 / ((1 << Budget.SpikeBits) - 1), Levels = (1 << Budget.SpikeBits) - 1 });

    private Module Last() => IsSpiking ? new Spiking<Arctangent<Two>>(new Leaky { Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) } : new Function(x => x);
}
