using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;
using Myelin.Randomness;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Simultaneous perturbation: all parameters are moved by plus or minus a size at random, then by the opposite; the difference of the two
/// losses, over the distance, times the signs is the gradient. It takes forward passes only, of any model and any loss, and needs no
/// derivative of a spike; its noise grows with the number of parameters. Source: Spall (1992), IEEE Trans. Automatic Control 37, eq. 2.2.
/// </summary>
/// <param name="size">How far a parameter is moved.</param>
/// <param name="directions">Number of perturbations that are averaged.</param>
/// <param name="seed">What they are drawn from.</param>
public sealed class Spsa(double size = 0.01, int directions = 1, ulong seed = 1) : ILearningAlgorithm
{
    private const int AtOnce = 4;

    /// <inheritdoc/>
    public string Name => "SPSA";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss)
    {
        if (!(size > 0) || !double.IsFinite(size)) return $"SPSA moves parameters by a size above 0, got {size}.";
        return directions >= 1 ? null : $"SPSA needs at least 1 direction, got {directions}.";
    }

    /// <inheritdoc/>
    /// <remarks>The loss is the mean, the number of samples that are right that of the first pass, with parameters moved.</remarks>
    public StepResult Learn(in LearningStep step)
    {
        Parameter[] parameters = [.. step.Model.Parameters.Select(p => p.Parameter).Where(p => p.Learns)];
        using var kept = new HeldArray(parameters.Sum(p => p.Shape.Count));
        using var signs = new HeldArray(parameters.Length == 0 ? 0 : parameters.Max(p => p.Shape.Count));
        Keep(parameters, kept, store: true);
        using Tape.Pause pause = Tape.Current.PauseRecording();
        double total = 0;
        int correct = 0;
        for (int d = 0; d < directions; d++)
        {
            Move(step, parameters, kept, signs, d, (float)size);
            StepResult up = Pass(step);
            Move(step, parameters, kept, signs, d, (float)-size);
            StepResult down = Pass(step);
            Keep(parameters, kept, store: false);
            if (d == 0) correct = up.Correct;
            total += (up.Loss + down.Loss) / (2 * directions);
            if (!double.IsFinite(total)) break;
            Add(step, parameters, signs, d, (float)((up.Loss - down.Loss) / (2 * size * directions) * step.Scale));
        }

        return new StepResult(total, correct);
    }

    private static StepResult Pass(in LearningStep step)
    {
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        StepResult result;
        if (step.Loss.IsPerStep && SpatialPass.PartsRefusal(Stage.Of(step.Model), step.Model) is null)
        {
            Span<bool> none = stackalloc bool[Math.Min(1 << 16, step.Input.Shape[0])];
            none.Clear();
            result = SpatialPass.Learn(step, none, AtOnce);
        }
        else
        {
            step.Model.CarryState(false);
            step.Model.ResetState(step.Sequence);
            Tensor output = step.Model.Forward(step.Input);
            result = new StepResult(step.Loss.Of(output, step.Targets).Item, step.Loss.Correct(output, step.Targets));
        }

        tape.Rewind(start);
        return result;
    }

    private static void Keep(Parameter[] parameters, HeldArray kept, bool store)
    {
        int at = 0;
        foreach (Parameter parameter in parameters)
        {
            Span<float> values = parameter.Values, copy = kept.From(at, values.Length);
            if (store) values.CopyTo(copy);
            else copy.CopyTo(values);
            at += values.Length;
        }
    }

    private void Move(in LearningStep step, Parameter[] parameters, HeldArray kept, HeldArray signs, int direction, float by)
    {
        int at = 0;
        for (int p = 0; p < parameters.Length; p++)
        {
            Span<float> values = parameters[p].Values;
            TensorPrimitives.MultiplyAdd(Signs(step, p, direction, signs, values.Length), by, kept.From(at, values.Length), values);
            at += values.Length;
        }
    }

    private void Add(in LearningStep step, Parameter[] parameters, HeldArray signs, int direction, float slope)
    {
        for (int p = 0; p < parameters.Length; p++)
        {
            Span<float> gradient = Parameter.GradientToAddTo(parameters[p]);
            TensorPrimitives.MultiplyAdd(Signs(step, p, direction, signs, gradient.Length), slope, gradient, gradient);
        }
    }

    // Drawn again wherever they are needed, so that they take the memory of one parameter.
    private Span<float> Signs(in LearningStep step, int parameter, int direction, HeldArray memory, int length)
    {
        Span<float> signs = memory.From(0, length);
        var stream = new RandomStream(seed + (ulong)step.Sequence, StreamPurpose.Data, (uint)parameter, (uint)direction);
        stream.FillUniform(signs);
        foreach (ref float sign in signs) sign = sign < 0.5f ? -1 : 1;
        return signs;
    }
}
