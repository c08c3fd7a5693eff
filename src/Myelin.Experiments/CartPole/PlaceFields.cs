namespace Myelin.Experiments.CartPole;

/// <summary>
/// Receptive fields of place cells over the four observables of the cart and its pole: several layers of boxes, each layer shifted against the others, so that one cell of every layer fires in a
/// state, and near states share cells. One layer alone is the boxes of Barto, Sutton and Anderson (1983); shifted layers are the tile coding of Albus (1975).
/// </summary>
internal sealed class PlaceFields
{
    /// <summary>Boxes along position, velocity, angle and angular velocity.</summary>
    private static readonly int[] boxes = [2, 2, 6, 4];

    /// <summary>The range that the boxes divide; what is beyond falls into the outermost.</summary>
    private static readonly double[] reach = [2.4, 1.8, 12 * Math.PI / 180, 2.2];

    // How far, in parts of a box, one layer is shifted against the one before: odd numbers, so that layers differ in all directions.
    private static readonly int[] shifts = [1, 3, 5, 7];

    private readonly int perLayer = boxes.Aggregate(1, (product, count) => product * (count + 1));

    /// <summary>Makes the receptive fields.</summary>
    /// <param name="layers">How many cells fire in a state.</param>
    public PlaceFields(int layers) => Layers = layers;

    /// <summary>How many cells fire in a state.</summary>
    public int Layers { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Layers * perLayer;

    /// <summary>Which cells fire in a state.</summary>
    /// <param name="state">Position [m], velocity [m/s], angle [rad] and angular velocity [rad/s].</param>
    /// <param name="cells">Filled with one cell of every layer.</param>
    public void Find(ReadOnlySpan<double> state, Span<int> cells)
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            int cell = 0;
            for (int d = 0; d < boxes.Length; d++)
            {
                double shift = (double)(layer * shifts[d] % Layers) / Layers;
                double place = (Math.Clamp((state[d] / reach[d] + 1) / 2, 0, 0.999999) * boxes[d]) + shift;
                cell = (cell * (boxes[d] + 1)) + (int)place;
            }

            cells[layer] = (layer * perLayer) + cell;
        }
    }
}
