using Myelin.Hardware.Faults;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;

namespace Myelin.Hardware.Crossbars;

/// <summary>
/// Weights in arrays of memristors: each weight is the difference of two conductances, of which the one of its sign holds its size and the other the smallest conductance, and both are other than they should be
/// by the effects. As a fault, it makes a network with the weights that the arrays have. The largest weight of a projection is the largest conductance.
/// </summary>
/// <remarks>Differential pairs as in Joshi et al. (2020), Nat. Commun. 11, 2473; for arrays with wires, Gokmen and Vlasov (2016), Front. Neurosci. 10, 333.</remarks>
public sealed record Crossbar : WeightFault
{
    /// <summary>The smallest conductance of a device.</summary>
    public Conductance Least { get; init; }

    /// <summary>The largest conductance of a device; 25 uS for phase-change memory.</summary>
    public Conductance Most { get; init; } = 25_000 * Syntax.nS;

    /// <summary>What makes devices other than they should be, in this order; those of both signs have random numbers of their own.</summary>
    public IReadOnlyList<DeviceEffect> Effects { get; init; } = [];

    /// <summary>The resistance of a segment of wire between two devices; 0 for none.</summary>
    public Resistance Wire { get; init; }

    /// <summary>Rows and columns of an array: larger matrices are cut into such tiles, whose outputs are summed without error.</summary>
    public (int Rows, int Columns) Tile { get; init; } = (128, 128);

    /// <summary>Whether the wires are solved as a network of resistors, which takes long, or to first order.</summary>
    public bool SolvesWires { get; init; }

    /// <summary>A crossbar of phase-change memory as it is some time after it was written: programming error, drift, 1/f noise and global compensation.</summary>
    /// <param name="after">Time since the devices were first read.</param>
    public static Crossbar PhaseChange(Time after) => new() { Effects = [new PcmProgrammingError(), new PcmDrift(after), new PcmReadNoise(after), new GlobalCompensation()] };

    /// <inheritdoc/>
    protected override void Strike(StoredWeights weights, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Check();
        double[] values = weights.Values;
        double largest = values.Length == 0 ? 0 : values.Max(Math.Abs);
        if (largest == 0) return;
        double perWeight = (Most - Least).InNanosiemens / largest;
        double[] plus = Devices(weights, [.. values.Select(w => Least.InNanosiemens + (Math.Max(0, w) * perWeight))], ref random);
        double[] minus = Devices(weights, [.. values.Select(w => Least.InNanosiemens + (Math.Max(0, -w) * perWeight))], ref random);
        for (int i = 0; i < values.Length; i++) values[i] = (plus[i] - minus[i]) / perWeight;
    }

    private void Check()
    {
        if (!(Least.Value >= 0 && Most > Least && double.IsFinite(Most.Value))) throw new ArgumentException($"The largest conductance of a device must be above the smallest, and that at least 0, got {Least} and {Most}.");
        if (Tile.Rows < 1 || Tile.Columns < 1) throw new ArgumentException($"A tile has at least one row and one column, got {Tile.Rows} x {Tile.Columns}.");
        if (!(Wire.Value >= 0 && double.IsFinite(Wire.Value))) throw new ArgumentException($"The resistance of a segment of wire must be at least 0 and finite, got {Wire}.");
    }

    // The conductances that act, of the devices of one sign.
    private double[] Devices(StoredWeights weights, double[] targets, ref RandomStream random)
    {
        var devices = new DeviceArray(targets, Least, Most);
        foreach (DeviceEffect effect in Effects) effect.Apply(devices, ref random);
        if (Wire.Value > 0) DropOnWires(weights, devices.Conductances);
        return devices.Conductances;
    }

    private void DropOnWires(StoredWeights weights, double[] conductances)
    {
        (int[] inputs, int[] outputs) = weights.Places();
        int height = inputs.Max() + 1, width = outputs.Max() + 1;
        IEnumerable<IGrouping<(int, int), int>> tiles = Enumerable.Range(0, conductances.Length).GroupBy(w => (inputs[w] / Tile.Rows, outputs[w] / Tile.Columns));
        foreach (IGrouping<(int Row, int Column), int> tile in tiles)
        {
            int firstRow = tile.Key.Row * Tile.Rows, firstColumn = tile.Key.Column * Tile.Columns;
            int rows = Math.Min(Tile.Rows, height - firstRow), columns = Math.Min(Tile.Columns, width - firstColumn);
            double[] array = new double[rows * columns];
            Array.Fill(array, Least.InNanosiemens);
            var taken = new HashSet<int>();
            foreach (int w in tile)
            {
                int place = ((inputs[w] - firstRow) * columns) + outputs[w] - firstColumn;
                if (!taken.Add(place)) throw new ArgumentException($"Two synapses from neuron {inputs[w]} to neuron {outputs[w]} cannot lie at one crossing of wires; give them one weight.");
                array[place] = conductances[w];
            }

            double[] effective = SolvesWires ? new WireGrid(array, rows, columns, Wire.Value).Effective() : WireDrop.Effective(array, rows, columns, Wire.Value);
            foreach (int w in tile) conductances[w] = effective[((inputs[w] - firstRow) * columns) + outputs[w] - firstColumn];
        }
    }
}
