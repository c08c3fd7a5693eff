using Myelin.Learning.Complexity;

namespace Myelin.Learning.Tensors;

/// <summary>
/// What happened in an iteration, in order, so that it can be differentiated backwards. There is one per thread, <see cref="Current"/>;
/// <see cref="Clear"/> ends an iteration and keeps its memory for the next, so that a training loop allocates nothing.
/// </summary>
public sealed class Tape : IDisposable
{
    [ThreadStatic]
    private static Tape? current;

    private readonly List<Operation> operations = [];
    private readonly List<Storage> live = [];
    private readonly Stack<Storage> spare = new();
    private readonly Dictionary<Type, Stack<Operation>> operationPool = [];
    private readonly List<Operation> unrecorded = [];
    private int pauses;

    /// <summary>The tape of this thread.</summary>
    public static Tape Current => current ??= new Tape();

    /// <summary>Whether operations are remembered, which is so unless paused.</summary>
    public bool Records => pauses == 0;

    /// <summary>Number of operations remembered.</summary>
    public int Count => operations.Count;

    /// <summary>Bytes of native memory that tensors of this iteration use.</summary>
    public long BytesInUse => Pool.InUse;

    /// <summary>The most bytes that were in use at a time since <see cref="ResetPeak"/>.</summary>
    public long PeakBytes => Pool.Peak;

    /// <summary>The name that operations are remembered under, as a layer sets it.</summary>
    internal string? Layer { get; set; }

    /// <summary>Who looks at what layers do; null for nobody.</summary>
    internal OperationProbe? Probe { get; set; }

    internal NativePool Pool { get; } = new();

    /// <summary>Measures the peak of memory from now on.</summary>
    public void ResetPeak() => Pool.ResetPeak();

    /// <summary>Operations until the result is disposed are not remembered: for evaluation.</summary>
    public Pause PauseRecording()
    {
        pauses++;
        return new Pause(this);
    }

    /// <summary>Computes the gradient of a loss with respect to everything it depends on.</summary>
    /// <param name="loss">One number.</param>
    /// <exception cref="ArgumentException">The loss is not one number, or depends on nothing that requires a gradient.</exception>
    public void Backward(Tensor loss)
    {
        if (loss.Shape.Count != 1) throw new ArgumentException($"A loss is one number, got a tensor of shape {loss.Shape}.");
        float one = 1;
        Backward(loss, new ReadOnlySpan<float>(in one));
    }

    /// <summary>Computes gradients, given the gradient of the loss with respect to a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="gradient">As many numbers as the result has elements.</param>
    public unsafe void Backward(Tensor result, ReadOnlySpan<float> gradient)
    {
        if (!result.RequiresGradient) throw new ArgumentException($"The tensor of shape {result.Shape} depends on nothing that requires a gradient.");
        if (gradient.Length != result.Shape.Count) throw new ArgumentException($"The gradient of a tensor of shape {result.Shape} has {result.Shape.Count} numbers, got {gradient.Length}.");
        gradient.CopyTo(new Span<float>(result.Storage.GradientTarget(whole: true, out _), gradient.Length));
        Differentiate();
    }

    /// <summary>Computes the gradient of a multiple of the sum of a result's elements.</summary>
    /// <param name="result">The result.</param>
    /// <param name="factor">What the sum is multiplied with.</param>
    public unsafe void BackwardSum(Tensor result, float factor = 1)
    {
        if (!result.RequiresGradient) throw new ArgumentException($"The tensor of shape {result.Shape} depends on nothing that requires a gradient.");
        new Span<float>(result.Storage.GradientTarget(whole: true, out _), checked((int)result.Shape.Count)).Fill(factor);
        Differentiate();
    }

    private void Differentiate()
    {
        for (int i = operations.Count - 1; i >= 0; i--)
        {
            Operation operation = operations[i];
            if (!operation.IsReached) continue;
            operation.RunBackward();
            operation.ReleaseGradients();
        }
    }

    /// <summary>Ends the iteration: all tensors made in it are gone, their memory is used again.</summary>
    public void Clear() => Rewind(default);

    /// <summary>Where the tape is now, to <see cref="Rewind"/> to.</summary>
    public Position Mark() => new(operations.Count, unrecorded.Count, live.Count);

    /// <summary>
    /// Forgets what happened since a mark: tensors made since are gone, their memory is used again; those made before stay. What is learnt in
    /// parts of time needs the memory of one part only.
    /// </summary>
    /// <param name="mark">A mark of this iteration.</param>
    public void Rewind(Position mark)
    {
        GiveBack(operations, mark.Operations);
        GiveBack(unrecorded, mark.Unrecorded);
        for (int i = mark.Tensors; i < live.Count; i++)
        {
            live[i].Release();
            spare.Push(live[i]);
        }

        live.RemoveRange(mark.Tensors, live.Count - mark.Tensors);
    }

    private void GiveBack(List<Operation> used, int first)
    {
        for (int i = first; i < used.Count; i++) PoolOf(used[i].GetType()).Push(used[i]);
        used.RemoveRange(first, used.Count - first);
    }

    /// <summary>The first operation remembered whose result is not finite, as its layer's name; null where all are.</summary>
    public string? FirstNotFinite()
    {
        foreach (Operation operation in operations)
        {
            if (!operation.Result.IsFinite()) return operation.Layer is { } layer ? $"{layer} ({operation.GetType().Name})" : operation.GetType().Name;
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        Pool.Dispose();
        if (ReferenceEquals(current, this)) current = null;
    }

    internal TOperation Rent<TOperation>()
        where TOperation : Operation, new()
    {
        Stack<Operation> pool = PoolOf(typeof(TOperation));
        return pool.TryPop(out Operation? used) ? (TOperation)used : new TOperation();
    }

    internal Tensor New(Shape shape)
    {
        Storage storage = Take(shape);
        storage.Allocate();
        return new Tensor(storage);
    }

    internal Tensor View(Tensor of, Shape shape, long offset, bool requiresGradient)
    {
        Storage source = of.Storage;
        Storage storage = Take(shape);
        storage.Repeats = source.Repeats && shape.Count == source.Shape.Count;
        storage.Root = source.Root ?? source;
        storage.Offset = source.Offset + offset;
        storage.RequiresGradient = requiresGradient;
        storage.Active = shape.Count == source.Shape.Count ? source.Active : -1;
        return new Tensor(storage);
    }

    internal Tensor Repeated(Tensor slice, int steps)
    {
        Tensor whole = slice.Repeats ? slice.Expanded() : slice;
        Storage source = whole.Storage;
        Storage storage = Take(source.Shape.Under(steps));

        // At one step there is nothing to repeat: all numbers are there.
        storage.Repeats = steps > 1;
        storage.Root = source.Root ?? source;
        storage.Offset = source.Offset;
        storage.RequiresGradient = source.RequiresGradient;
        return new Tensor(storage);
    }

    internal Tensor NewRepeated(Shape shape)
    {
        Storage storage = Take(shape);
        storage.Repeats = shape[0] > 1;
        storage.Allocate();
        return new Tensor(storage);
    }

    internal void Add(Operation operation, bool remembered)
    {
        if (remembered) operations.Add(operation);
        else unrecorded.Add(operation);
    }

    private Storage Take(Shape shape)
    {
        Storage storage = spare.Count > 0 ? spare.Pop() : new Storage { Pool = Pool };
        storage.Shape = shape;
        storage.RequiresGradient = false;
        storage.Repeats = false;
        storage.Active = -1;
        live.Add(storage);
        return storage;
    }

    private Stack<Operation> PoolOf(Type type)
    {
        if (!operationPool.TryGetValue(type, out Stack<Operation>? pool)) operationPool[type] = pool = new Stack<Operation>();
        return pool;
    }

    /// <summary>A place on the tape.</summary>
    /// <param name="Operations">Operations remembered before it.</param>
    /// <param name="Unrecorded">Operations not remembered before it.</param>
    /// <param name="Tensors">Tensors made before it.</param>
    public readonly record struct Position(int Operations, int Unrecorded, int Tensors);

    /// <summary>A pause of recording; it ends when disposed.</summary>
    public readonly struct Pause : IDisposable
    {
        private readonly Tape tape;

        internal Pause(Tape tape) => this.tape = tape;

        /// <inheritdoc/>
        public void Dispose() => tape.pauses--;
    }
}
