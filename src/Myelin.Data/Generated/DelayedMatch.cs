using Myelin.Randomness;

namespace Myelin.Data.Generated;

/// <summary>
/// Delayed match to sample: a stimulus, a delay, a second stimulus, and the question whether the two are the same (class 1) or not (class 0); both answers
/// come equally often. The delay differs from sample to sample, so samples differ in length. A sample is [T, N]; each stimulus is a group of N / stimuli
/// neurons. After the task of Blough (1959), "Delayed matching in the pigeon", with stimuli of spiking groups; the form is Myelin's own.
/// </summary>
public sealed class DelayedMatch : IDataset
{
    private readonly ulong seed;

    /// <summary>A set.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="stimuli">Number of stimuli, at least 2.</param>
    /// <param name="neuronsPerStimulus">Number of neurons of each, at least 1.</param>
    /// <param name="seed">Seed of every sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public DelayedMatch(int count = 1_000, int stimuli = 4, int neuronsPerStimulus = 10, ulong seed = 1)
    {
        Count = SampleChecks.Count(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(stimuli, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(neuronsPerStimulus, 1);
        Stimuli = stimuli;
        Neurons = checked(stimuli * neuronsPerStimulus);
        this.seed = seed;
    }

    /// <inheritdoc/>
    public string Name => "delayed match to sample";

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Number of stimuli.</summary>
    public int Stimuli { get; }

    /// <summary>Number of neurons, N.</summary>
    public int Neurons { get; }

    /// <summary>Number of steps of a stimulus, at least 1.</summary>
    public int StimulusSteps { get; init => field = AtLeast(1, value); } = 10;

    /// <summary>Number of steps of the shortest delay, at least 0.</summary>
    public int ShortestDelay { get; init => field = AtLeast(0, value); } = 10;

    /// <summary>Number of steps of the longest delay; where it is shorter than <see cref="ShortestDelay"/>, all delays have that length.</summary>
    public int LongestDelay { get; init => field = AtLeast(0, value); } = 40;

    /// <summary>Number of steps after the second stimulus, at least 0.</summary>
    public int AnswerSteps { get; init => field = AtLeast(0, value); } = 10;

    /// <summary>How likely a neuron of a stimulus is to spike in a step.</summary>
    public double StimulusProbability { get; init; } = 0.4;

    /// <summary>How likely any other neuron is to spike in a step.</summary>
    public double Noise { get; init; } = 0.01;

    /// <inheritdoc/>
    public IReadOnlyList<int> SampleShape => field is [int steps, _] && steps == Steps(Longest) ? field : field = [Steps(Longest), Neurons];

    /// <inheritdoc/>
    public int Classes => 2;

    /// <inheritdoc/>
    public int Length(int index)
    {
        SampleChecks.Index(this, index);
        return Trial.Draw(this, index).Steps;
    }

    /// <summary>The two stimuli of a sample.</summary>
    /// <param name="index">Which sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (int First, int Second) Pair(int index)
    {
        SampleChecks.Index(this, index);
        Trial trial = Trial.Draw(this, index);
        return (trial.First, trial.Second);
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        SampleChecks.Index(this, index);
        return index & 1;
    }

    /// <inheritdoc/>
    public void Read(int index, Span<float> sample)
    {
        SampleChecks.Index(this, index);
        Trial trial = Trial.Draw(this, index);
        SampleChecks.Read(this, index, sample, trial.Steps * Neurons);
        RandomStream random = trial.Random;
        int again = StimulusSteps + trial.Delay;
        CueRaster.Background(sample, Noise, ref random);
        CueRaster.Show(sample, Stimuli, trial.First, 0..StimulusSteps, Neurons, StimulusProbability, ref random);
        CueRaster.Show(sample, Stimuli, trial.Second, again..(again + StimulusSteps), Neurons, StimulusProbability, ref random);
    }

    private int Longest => Math.Max(LongestDelay, ShortestDelay);

    private static int AtLeast(int least, int value) => value >= least ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"A number of steps must be at least {least} here.");

    private int Steps(int delay) => checked((2 * StimulusSteps) + delay + AnswerSteps);

    // What a sample's first random numbers say, and the stream after them.
    private readonly record struct Trial(int First, int Second, int Delay, int Steps, RandomStream Random)
    {
        public static Trial Draw(DelayedMatch set, int index)
        {
            RandomStream random = DataSeed.Stream(set.seed, DataSeed.Use.Sample, index);
            int first = random.NextInt(set.Stimuli);
            int other = random.NextInt(set.Stimuli - 1);
            int delay = set.ShortestDelay + random.NextInt(set.Longest - set.ShortestDelay + 1);
            int second = (index & 1) == 1 ? first : (first + 1 + other) % set.Stimuli;
            return new Trial(first, second, delay, set.Steps(delay), random);
        }
    }
}
