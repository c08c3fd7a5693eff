using Myelin.Randomness;

namespace Myelin.Environments;

/// <summary>
/// Pong with one paddle: a ball moves through a unit square and is reflected at three walls; the paddle along the fourth, y = 0, is to be below it when it arrives. The
/// agent chooses the column that the paddle moves towards, and gets 1 - 0.3 |distance in columns| where it aims within 3 columns of the ball, else 0.
/// </summary>
/// <remarks>
/// Source: Wunderlich et al. (2019), Frontiers in Neuroscience 13, 260 (BrainScaleS-2), section 2.3 and eq. 4 for the reward; 32 columns, a paddle of 0.2. Speeds are those that make a
/// reachable ball for the paddle; the source gives them in units of its playing field.
/// </remarks>
public sealed class Pong : IEnvironment
{
    private const double RewardPerColumn = 0.3;
    private const int RewardedColumns = 3;

    private Episode? episode;
    private double x;
    private double y;
    private double speedX;
    private double speedY;
    private double paddle;

    /// <summary>Number of columns that the ball's place is told in, which is also the number of places to aim at.</summary>
    public int Columns { get; init; } = 32;

    /// <summary>Width of the paddle, in sides of the field.</summary>
    public double PaddleWidth { get; init; } = 0.2;

    /// <summary>How far the ball moves in a step, in sides of the field.</summary>
    public double BallSpeed { get; init; } = 0.025;

    /// <summary>How far the paddle moves in a step at most, in sides of the field.</summary>
    public double PaddleSpeed { get; init; } = 0.05;

    /// <summary>Number of steps of an episode in which no ball is missed.</summary>
    public int MaximumSteps { get; init; } = 1_000;

    /// <summary>The column that the ball is in, 0 to <see cref="Columns"/> - 1.</summary>
    public int BallColumn => Column(x);

    /// <summary>Number of balls that the paddle sent back in this episode.</summary>
    public int Returned { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<Observable> Observables =>
    [
        new("ball x", "", 0, 1),
        new("ball y", "", 0, 1),
        new("ball speed x", "", -BallSpeed, BallSpeed),
        new("ball speed y", "", -BallSpeed, BallSpeed),
        new("paddle", "", 0, 1),
    ];

    /// <summary>The columns to aim at.</summary>
    public int Actions => Columns;

    /// <summary>Begins an episode: the ball in the middle, flying upwards at an angle of at most 45 degrees from the vertical; the paddle in the middle.</summary>
    /// <inheritdoc/>
    public void Reset(ulong episode, Span<double> observation)
    {
        this.episode ??= new Episode(nameof(Pong), 5, Columns);
        this.episode.Begin(observation);
        var stream = new RandomStream(episode, StreamPurpose.Data);
        double angle = ((2 * stream.NextDouble()) - 1) * Math.PI / 4;
        (double sine, double cosine) = Math.SinCos(angle);
        (x, y, speedX, speedY, paddle, Returned) = (0.5, 0.5, BallSpeed * sine, BallSpeed * cosine, 0.5, 0);
        Show(observation);
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(int action, Span<double> observation)
    {
        if (episode is null) throw new InvalidOperationException($"{nameof(Pong)}: no episode is under way; call Reset first.");
        episode.Act(action, observation);
        int distance = Math.Abs(action - BallColumn);
        double reward = distance <= RewardedColumns ? 1 - (RewardPerColumn * distance) : 0;
        double aim = (action + 0.5) / Columns;
        paddle = Math.Clamp(paddle + Math.Clamp(aim - paddle, -PaddleSpeed, PaddleSpeed), PaddleWidth / 2, 1 - (PaddleWidth / 2));
        x += speedX;
        y += speedY;
        if (x is < 0 or > 1) (x, speedX) = (Math.Clamp(-x + (x > 1 ? 2 : 0), 0, 1), -speedX);
        if (y > 1) (y, speedY) = (2 - y, -speedY);
        bool missed = false;
        if (y < 0)
        {
            missed = Math.Abs(x - paddle) > PaddleWidth / 2;
            if (!missed) Returned++;
            (y, speedY) = (-y, -speedY);
        }

        Show(observation);
        return episode.End(reward, missed, MaximumSteps);
    }

    private int Column(double at) => Math.Clamp((int)(at * Columns), 0, Columns - 1);

    private void Show(Span<double> observation)
    {
        observation[0] = x;
        observation[1] = y;
        observation[2] = speedX;
        observation[3] = speedY;
        observation[4] = paddle;
    }
}
