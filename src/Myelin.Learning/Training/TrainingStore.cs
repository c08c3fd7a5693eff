using System.Text.Json;
using System.Text.Json.Serialization;
using Myelin.Learning.Layers;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Checkpoints;

namespace Myelin.Learning.Training;

/// <summary>The checkpoints of a training: last.ckpt to go on from, best.ckpt to use.</summary>
internal sealed partial class TrainingStore(string folder, ulong seed, Module model, Optimiser optimiser)
{
    private const string Note = "training";

    public void SaveLast(TrainingState state) => Take(state).Save(Prepared("last.ckpt"));

    public void SaveBest(TrainingState state) => Take(state).Save(Prepared("best.ckpt"));

    /// <summary>Restores model and optimiser from last.ckpt.</summary>
    /// <exception cref="TrainingException">There is none, or it is of a training with another seed.</exception>
    public TrainingState Load()
    {
        string path = Path.Combine(folder, "last.ckpt");
        if (!File.Exists(path)) throw new TrainingException($"There is no checkpoint to resume from: '{path}' does not exist.");
        Checkpoint checkpoint = Checkpoint.Load(path);
        if (checkpoint.Position.Seed != seed) throw new TrainingException($"The checkpoint '{path}' is of a training with seed {checkpoint.Position.Seed}; this one has seed {seed}.");
        if (!checkpoint.Position.Notes.TryGetValue(Note, out string? text) || JsonSerializer.Deserialize(text, Json.Default.TrainingState) is not { } state)
            throw new TrainingException($"The checkpoint '{path}' does not say where its training stood; it was not written by a trainer.");
        checkpoint.Restore(model.Parameters, optimiser);
        foreach ((string name, Parameter values) in model.Buffers) checkpoint.Buffer(name, values.Shape).Values.Span.CopyTo(values.Values);
        return state;
    }

    private Checkpoint Take(TrainingState state) => Checkpoint.Take(
        new TrainingPosition
        {
            Epoch = state.Epoch,
            Iteration = state.Steps,
            IterationInEpoch = state.Batch,
            Seed = seed,
            Notes = new Dictionary<string, string>(StringComparer.Ordinal) { [Note] = JsonSerializer.Serialize(state, Json.Default.TrainingState) },
        },
        model.Parameters,
        optimiser,
        model.Buffers.Select(b => NamedArray.Copy(b.Name, b.Values.Shape, b.Values.Values)));

    private string Prepared(string file)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, file);
    }

    [JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    [JsonSerializable(typeof(TrainingState))]
    private sealed partial class Json : JsonSerializerContext;
}
