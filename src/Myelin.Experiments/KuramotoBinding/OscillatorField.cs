using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.KuramotoBinding;

/// <summary>
/// An oscillator for every pixel of an object; the dark ground stimulates none. Near pixels of similar colour pull each other, with a weight exp(-|colour difference|^2 / 2 width^2), divided by the sum of
/// the weights that a pixel receives; all oscillators push each other away from the mean of all.
/// </summary>
internal sealed class OscillatorField
{
    private const int Dimensions = 4;

    private readonly KuramotoNeuron.Constants<Scalar> constants;
    private readonly KuramotoNeuron.State<Scalar>[] state;
    private readonly double[] vectors;
    private readonly (int Neighbour, double Weight)[][] links;
    private readonly double attraction, repulsion;
    private readonly int[] labels;

    /// <summary>Makes a field with random directions.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="model">The oscillator.</param>
    /// <param name="radius">Pixels at most as far away as this pull each other.</param>
    /// <param name="width">Difference of colour over which the pull falls.</param>
    /// <param name="attraction">Strength of the pull.</param>
    /// <param name="repulsion">Strength of the push.</param>
    /// <param name="random">Where the first directions come from.</param>
    public OscillatorField(ShapeImage image, KuramotoNeuron model, double radius, double width, double attraction, double repulsion, ref RandomStream random)
    {
        (this.attraction, this.repulsion) = (attraction, repulsion);
        KuramotoNeuron.Constants<double> c = model.Lower(1 * ms);
        constants = new() { Step = new(c.Step), Omega1 = new(c.Omega1), Omega2 = new(c.Omega2), Stimulus = new(c.Stimulus) };
        int[] pixels = image.Lit;
        int count = pixels.Length;
        labels = [.. pixels.Select(p => image.Labels[p])];
        int[] numbers = new int[image.Labels.Length];
        Array.Fill(numbers, -1);
        for (int i = 0; i < count; i++) numbers[pixels[i]] = i;
        state = new KuramotoNeuron.State<Scalar>[count];
        vectors = new double[count * Dimensions];
        links = [.. pixels.Select(p => Links(image, p, numbers, radius, width))];
        for (int i = 0; i < count; i++)
        {
            double[] direction = [random.NextNormal(), random.NextNormal(), random.NextNormal(), random.NextNormal()];
            double length = Math.Sqrt(direction.Sum(d => d * d));
            for (int k = 0; k < Dimensions; k++) state[i].X[k] = new(direction[k] / length);
        }

        Read();
    }

    /// <summary>The unit vector of an oscillator; they are numbered as <see cref="ShapeImage.Lit"/> lists their pixels.</summary>
    public double[] this[int oscillator] => vectors[(oscillator * Dimensions)..((oscillator + 1) * Dimensions)];

    /// <summary>One update of all oscillators.</summary>
    public void Step()
    {
        Span<double> mean = stackalloc double[Dimensions];
        mean.Clear();
        for (int i = 0; i < vectors.Length; i++) mean[i % Dimensions] += vectors[i] / state.Length;
        Span<double> pull = stackalloc double[Dimensions];
        for (int i = 0; i < state.Length; i++)
        {
            for (int k = 0; k < Dimensions; k++) pull[k] = -repulsion * mean[k];
            foreach ((int neighbour, double weight) in links[i])
            {
                for (int k = 0; k < Dimensions; k++) pull[k] += attraction * weight * vectors[(neighbour * Dimensions) + k];
            }

            KuramotoNeuron.Input<Scalar> input = default;
            for (int k = 0; k < Dimensions; k++) input.Drive[k] = new(pull[k]);
            KuramotoNeuron.Step(ref state[i], constants, input);
        }

        Read();
    }

    /// <summary>Mean cosine between pairs of oscillators of one object, and between pairs of two objects.</summary>
    public (double Within, double Between) Alignment()
    {
        int objects = labels.Max();
        double[] sums = new double[(objects + 1) * Dimensions], counts = new double[objects + 1];
        for (int i = 0; i < labels.Length; i++)
        {
            counts[labels[i]]++;
            for (int k = 0; k < Dimensions; k++) sums[(labels[i] * Dimensions) + k] += vectors[(i * Dimensions) + k];
        }

        double within = 0, between = 0, pairsWithin = 0, pairsBetween = 0;
        for (int a = 1; a <= objects; a++)
        {
            for (int b = 1; b <= objects; b++)
            {
                double product = 0;
                for (int k = 0; k < Dimensions; k++) product += sums[(a * Dimensions) + k] * sums[(b * Dimensions) + k];
                if (a == b)
                {
                    within += product - counts[a];
                    pairsWithin += counts[a] * (counts[a] - 1);
                }
                else
                {
                    between += product;
                    pairsBetween += counts[a] * counts[b];
                }
            }
        }

        return (within / pairsWithin, between / pairsBetween);
    }

    private static (int Neighbour, double Weight)[] Links(ShapeImage image, int pixel, int[] numbers, double radius, double width)
    {
        int size = image.Size, row = pixel / size, column = pixel % size, reach = (int)radius;
        var found = new List<(int Neighbour, double Weight)>();
        for (int r = Math.Max(0, row - reach); r <= Math.Min(size - 1, row + reach); r++)
        {
            for (int c = Math.Max(0, column - reach); c <= Math.Min(size - 1, column + reach); c++)
            {
                int other = (r * size) + c, away = ((r - row) * (r - row)) + ((c - column) * (c - column));
                if (other == pixel || numbers[other] < 0 || away > radius * radius) continue;
                double difference = image.Colours[pixel].Zip(image.Colours[other], (a, b) => (a - b) * (a - b)).Sum();
                found.Add((numbers[other], Math.Exp(-difference / (2 * width * width))));
            }
        }

        double sum = Math.Max(found.Sum(f => f.Weight), double.Epsilon);
        return [.. found.Select(f => (f.Neighbour, f.Weight / sum))];
    }

    private void Read()
    {
        for (int i = 0; i < vectors.Length; i++) vectors[i] = state[i / Dimensions].X[i % Dimensions].Number;
    }
}
