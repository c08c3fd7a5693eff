using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// A bright bar that moves before a dark background, seen by an event camera: a pixel emits an event where the logarithm of its brightness has changed by a threshold
/// since its last one. Source of the pixel: Lichtsteiner, Posch and Delbruck (2008), "A 128x128 120 dB 15 us latency asynchronous temporal contrast vision sensor";
/// the scene is Myelin's own.
/// </summary>
internal sealed class GestureScene
{
    private const double Dark = 0.15, Threshold = 0.3, Mismatch = 0.1, NoiseProbability = 1e-3;

    private readonly int side;
    private readonly double[] reference;
    private readonly double[] thresholds;
    private readonly List<(long Time, ushort X, ushort Y, bool Rising)> found = [];
    private RandomStream random;
    private long millisecond;
    private bool sees;
    private double x, y, angle, speedX, speedY, turn, length, width;

    public GestureScene(int side, RandomStream random)
    {
        (this.side, this.random) = (side, random);
        reference = new double[side * side];
        thresholds = new double[side * side];
        for (int i = 0; i < thresholds.Length; i++) thresholds[i] = Threshold * (1 + (Mismatch * this.random.NextNormal()));
    }

    /// <summary>The events so far, in the order of time.</summary>
    public IReadOnlyList<(long Time, ushort X, ushort Y, bool Rising)> Events => found;

    /// <summary>Shows a gesture for some milliseconds.</summary>
    public void Show(int gesture, int milliseconds)
    {
        Begin(gesture);
        for (int i = 0; i < milliseconds; i++)
        {
            Move();
            See();
            millisecond++;
        }
    }

    private double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());

    private void Begin(int gesture)
    {
        (length, width) = (Uniform(0.2, 0.32) * side, Uniform(0.04, 0.06) * side);
        if (gesture >= 4)
        {
            (x, y, angle) = (side * Uniform(0.42, 0.58), side * Uniform(0.42, 0.58), Uniform(0, Math.PI));
            (speedX, speedY) = (0, 0);

            // Rows count downwards, so that a growing angle turns clockwise.
            turn = (gesture == 4 ? 1 : -1) * 2 * Math.PI / Uniform(180, 350);
            return;
        }

        double heading = gesture switch { 0 => Math.PI, 1 => 0, 2 => -Math.PI / 2, _ => Math.PI / 2 } + Uniform(-0.25, 0.25);
        double speed = side * Uniform(4, 7) / 1000;
        (speedX, speedY, turn) = (speed * Math.Cos(heading), speed * Math.Sin(heading), 0);
        angle = heading + (Math.PI / 2) + Uniform(-0.7, 0.7);
        (x, y) = (side * Uniform(0.1, 0.9), side * Uniform(0.1, 0.9));
    }

    // What leaves on one side comes in on the other.
    private void Move()
    {
        double margin = 0.08 * side, period = side + (2 * margin);
        angle += turn;
        (x, y) = (Wrap(x + speedX), Wrap(y + speedY));
        double Wrap(double at) => at - (period * Math.Floor((at + margin) / period));
    }

    private void See()
    {
        int before = found.Count;
        (double cosine, double sine) = (Math.Cos(angle), Math.Sin(angle));
        for (int pixel = 0; pixel < reference.Length; pixel++)
        {
            double dx = (pixel % side) + 0.5 - x, dy = (pixel / side) + 0.5 - y;
            double along = ((dx * cosine) + (dy * sine)) / length, across = ((dy * cosine) - (dx * sine)) / width;
            double brightness = Math.Log(Dark + Math.Exp(-0.5 * ((along * along * along * along) + (across * across))));
            if (!sees) reference[pixel] = brightness;
            double change = brightness - reference[pixel];
            bool noise = random.NextDouble() < NoiseProbability;
            if (Math.Abs(change) < thresholds[pixel] && !noise) continue;
            bool rising = noise ? random.NextDouble() < 0.5 : change > 0;
            if (!noise) reference[pixel] += rising ? thresholds[pixel] : -thresholds[pixel];
            found.Add(((millisecond * 1000) + random.NextInt(1000), (ushort)(pixel % side), (ushort)(pixel / side), rising));
        }

        sees = true;
        found.Sort(before, found.Count - before, Comparer<(long Time, ushort X, ushort Y, bool Rising)>.Default);
    }
}
