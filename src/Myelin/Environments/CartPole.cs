using Myelin.Randomness;

namespace Myelin.Environments;

/// <summary>
/// A pole hinged to a cart on a track, to be kept upright by pushing the cart left or right. With M and m the masses, l half the pole's length, F the push, and
/// friction mu_c of the cart and mu_p of the hinge:
/// theta'' = (g sin theta + cos theta (-F - m l theta'^2 sin theta + mu_c sgn x') / (M + m) - mu_p theta' / (m l)) / (l (4/3 - m cos^2 theta / (M + m))),
/// x'' = (F + m l (theta'^2 sin theta - theta'' cos theta) - mu_c sgn x') / (M + m), by forward Euler.
/// </summary>
/// <remarks>
/// Source: Barto, Sutton and Anderson (1983), IEEE Trans. SMC 13, 834, appendix. Gravity is 9.8 m/s^2 and points down. Friction is 0 where not set, and an episode has 500 steps,
/// as in Gymnasium's CartPole-v1, whose numbers this gives.
/// </remarks>
public sealed class CartPole : IEnvironment
{
    private const double Gravity = 9.8;
    private const double StartSpread = 0.05;

    private readonly Episode episode = new(nameof(CartPole), 4, 2);
    private double x;
    private double velocity;
    private double angle;
    private double angularVelocity;

    /// <summary>Mass of the cart, kg.</summary>
    public double CartMass { get; init; } = 1;

    /// <summary>Mass of the pole, kg.</summary>
    public double PoleMass { get; init; } = 0.1;

    /// <summary>Half the length of the pole, m.</summary>
    public double HalfLength { get; init; } = 0.5;

    /// <summary>Size of a push, N.</summary>
    public double Force { get; init; } = 10;

    /// <summary>Friction of the cart on the track, N; 0.0005 in the source.</summary>
    public double CartFriction { get; init; }

    /// <summary>Friction of the pole on its hinge, N m s; 0.000002 in the source.</summary>
    public double HingeFriction { get; init; }

    /// <summary>Length of a step, s.</summary>
    public double StepLength { get; init; } = 0.02;

    /// <summary>The pole has fallen beyond this angle on either side, rad; 12 degrees.</summary>
    public double LargestAngle { get; init; } = 12 * Math.PI / 180;

    /// <summary>The track ends at this distance from its middle on either side, m.</summary>
    public double TrackEnd { get; init; } = 2.4;

    /// <summary>Number of steps of an episode in which the pole does not fall.</summary>
    public int MaximumSteps { get; init; } = 500;

    /// <summary>Whether the only reward is -1 when the pole falls or the track ends; else every step gives 1.</summary>
    public bool IsRewardSparse { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Observable> Observables =>
    [
        new("position", "m", -TrackEnd, TrackEnd),
        new("velocity", "m/s", -3, 3),
        new("angle", "rad", -LargestAngle, LargestAngle),
        new("angular velocity", "rad/s", -3, 3),
    ];

    /// <summary>2: push to the left, push to the right.</summary>
    public int Actions => 2;

    /// <summary>Begins an episode with all observables uniform in -0.05 .. 0.05.</summary>
    /// <inheritdoc/>
    public void Reset(ulong episode, Span<double> observation)
    {
        this.episode.Begin(observation);
        var stream = new RandomStream(episode, StreamPurpose.Data);
        x = Draw(ref stream);
        velocity = Draw(ref stream);
        angle = Draw(ref stream);
        angularVelocity = Draw(ref stream);
        Show(observation);
    }

    /// <summary>Begins an episode in a state.</summary>
    /// <param name="state">Position, velocity, angle and angular velocity.</param>
    public void ResetTo(ReadOnlySpan<double> state)
    {
        Span<double> observation = stackalloc double[4];
        episode.Begin(observation);
        if (state.Length != 4) throw new ArgumentException($"{nameof(CartPole)}: a state has 4 numbers, got {state.Length}.", nameof(state));
        (x, velocity, angle, angularVelocity) = (state[0], state[1], state[2], state[3]);
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(int action, Span<double> observation)
    {
        episode.Act(action, observation);
        Move(action == 1 ? Force : -Force);
        Show(observation);
        bool failed = Math.Abs(x) > TrackEnd || Math.Abs(angle) > LargestAngle;
        double reward = IsRewardSparse ? (failed ? -1 : 0) : 1;
        return episode.End(reward, failed, MaximumSteps);
    }

    private void Move(double force)
    {
        double total = CartMass + PoleMass, moment = PoleMass * HalfLength;
        (double sine, double cosine) = Math.SinCos(angle);
        double friction = CartFriction * Math.Sign(velocity);
        double push = (force + (moment * angularVelocity * angularVelocity * sine) - friction) / total;
        double angularAcceleration = ((Gravity * sine) - (cosine * push) - (HingeFriction * angularVelocity / moment)) /
            (HalfLength * ((4.0 / 3) - (PoleMass * cosine * cosine / total)));
        double acceleration = push - (moment * angularAcceleration * cosine / total);
        x += StepLength * velocity;
        velocity += StepLength * acceleration;
        angle += StepLength * angularVelocity;
        angularVelocity += StepLength * angularAcceleration;
    }

    private void Show(Span<double> observation)
    {
        observation[0] = x;
        observation[1] = velocity;
        observation[2] = angle;
        observation[3] = angularVelocity;
    }

    private static double Draw(ref RandomStream stream) => ((2 * stream.NextDouble()) - 1) * StartSpread;
}
