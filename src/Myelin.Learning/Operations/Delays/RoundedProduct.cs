using Myelin.Learning.Operations.Reductions;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Delays;

/// <summary>
/// y[t, o] = b[o] + sum_i w[o, i] x[t - d[o, i], i] with whole delays, the nearest to those given: as many multiplications as without delays. Samples are computed 16 at a time, so a
/// batch that is not a multiple of 16 wastes the rest. A delay that is learnt gets half the difference that a step more and a step less would make, with
/// w / 2 sum_t g[t, o] (x[t - d - 1, i] - x[t - d + 1, i]) as its gradient: the straight-through estimator.
/// </summary>
internal sealed unsafe class RoundedProduct : Operation
{
    private const int SourcesPerPass = 8;
    private const int TargetsPerChunk = 32;
    private const int Tile = DelayedLanes.Lanes;

    private readonly Action<int> pack;
    private readonly Action<int> slopes;
    private readonly Action<int> gather;
    private readonly Action<int> correlate;
    private Tensor x;
    private Tensor weight;
    private Tensor delays;
    private Tensor bias;
    private Tensor lanes;
    private int steps;
    private int samples;
    private int longest;
    private int inputs;
    private int outputs;
    private int contacts;
    private Job job;

    /// <summary>Made by the tape.</summary>
    public RoundedProduct()
    {
        pack = Pack;
        slopes = Slope;
        gather = Gather;
        correlate = Correlate;
    }

    private int Slices => (samples + DelayedLanes.Lanes - 1) / DelayedLanes.Lanes;

    private int Windows => (steps + DelayedLanes.Steps - 1) / DelayedLanes.Steps;

    private int Length => (Windows * DelayedLanes.Steps) + longest;

    /// <summary>Multiplies.</summary>
    /// <param name="x">[T, B, ..., in].</param>
    /// <param name="weight">[out, in, contacts].</param>
    /// <param name="delays">Numbers from 0 to the longest, as many as weights.</param>
    /// <param name="longest">The longest delay.</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <returns>[T, B, ..., out].</returns>
    public static Tensor Of(Tensor x, Tensor weight, Tensor delays, int longest, Tensor bias)
    {
        Shape shape = x.Shape;
        if (shape.Rank < 2 || shape[^1] != weight.Shape[1])
            throw new ArgumentException($"delays: the input {shape} must be [T, ..., in] with an innermost axis as long as the second one of the weights {weight.Shape} ([out, in, contacts]).");
        if (x.Repeats) x = x.Expanded();
        RoundedProduct operation = Rent<RoundedProduct>();
        operation.x = x;
        operation.weight = weight;
        operation.delays = delays;
        operation.bias = bias;
        operation.longest = longest;
        (operation.outputs, operation.inputs, operation.contacts) = (weight.Shape[0], weight.Shape[1], weight.Shape[2]);
        operation.steps = shape[0];
        operation.samples = checked((int)(shape.Product(1) / Math.Max(1, operation.inputs)));
        return operation.Record(operation.Compute(shape.With(^1, operation.outputs)), x, weight, delays, bias);
    }

    protected override void Backward()
    {
        Tape tape = Tape.Current;
        Tensor gradients = tape.New([Slices, outputs, Length, DelayedLanes.Lanes]);
        job = new Job { Plain = Result.GradientPointer, Lanes = gradients.Pointer, Neurons = outputs, Start = 0 };
        Workers.Run(Slices * Length, pack);
        if (x.RequiresGradient)
        {
            float* target = GradientTarget(x, out bool first);
            Table(turned: true, out Tensor weights, out Tensor places);
            job = new Job { Source = gradients.Pointer, Weights = weights.Pointer, Places = (int*)places.Pointer, Sources = outputs, Neurons = inputs, Plain = target, Add = !first };
            Workers.Run(Slices * Windows, gather);
        }

        if (weight.RequiresGradient || delays.RequiresGradient) BackwardSynapses(gradients.Pointer);
        if (bias.Exists && bias.RequiresGradient)
        {
            float* target = GradientTarget(bias, out bool first);
            AxisSum.Run(Result.GradientPointer, [steps * samples, outputs], 0b01, target, !first);
        }
    }

    private void BackwardSynapses(float* gradients)
    {
        Tape tape = Tape.Current;
        Table(turned: false, out _, out Tensor places);
        Tensor sums = tape.New([outputs, inputs * contacts, DelayedLanes.Lanes]);
        job = new Job { Source = lanes.Pointer, Lanes = gradients, Sums = sums.Pointer, Places = (int*)places.Pointer };
        if (weight.RequiresGradient)
        {
            job.Plain = Cleared(weight);
            Workers.Run((outputs + TargetsPerChunk - 1) / TargetsPerChunk, correlate);
        }

        if (!delays.RequiresGradient) return;
        Tensor halved = tape.New([Slices, inputs, Length, DelayedLanes.Lanes]);
        job.Source = halved.Pointer;
        Workers.Run(Slices * inputs, slopes);
        job.Plain = Cleared(delays);
        job.Weights = weight.Pointer;
        Workers.Run((outputs + TargetsPerChunk - 1) / TargetsPerChunk, correlate);
    }

    private static float* Cleared(Tensor operand)
    {
        float* target = GradientTarget(operand, out bool first);
        if (first) new Span<float>(target, checked((int)operand.Shape.Count)).Clear();
        return target;
    }

    private Tensor Compute(Shape shape)
    {
        Tape tape = Tape.Current;
        Tensor y = tape.New(shape);
        lanes = tape.New([Slices, inputs, Length, DelayedLanes.Lanes]);
        job = new Job { Plain = x.Pointer, Lanes = lanes.Pointer, Neurons = inputs, Start = longest };
        Workers.Run(Slices * Length, pack);
        Table(turned: false, out Tensor weights, out Tensor places);
        job = new Job
        {
            Source = lanes.Pointer, Weights = weights.Pointer, Places = (int*)places.Pointer, Sources = inputs, Neurons = outputs, Bias = bias.Exists ? bias.Pointer : null, Plain = y.Pointer,
        };
        Workers.Run(Slices * Windows, gather);
        return y;
    }

    // For each target its weights and where it reads: forwards as many steps before as the delay, in sequences with the longest delay of zeros in front; backwards
    // as many after, in sequences with zeros behind.
    private void Table(bool turned, out Tensor weights, out Tensor places)
    {
        weights = Tape.Current.New([outputs, inputs * contacts]);
        places = Tape.Current.New([outputs, inputs * contacts]);
        int* at = (int*)places.Pointer;
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int c = 0; c < contacts; c++)
                {
                    int own = (((o * inputs) + i) * contacts) + c, to = turned ? (((i * outputs) + o) * contacts) + c : own, delay = (int)MathF.Round(delays.Pointer[own]);
                    weights.Pointer[to] = weight.Pointer[own];
                    at[to] = (((turned ? o : i) * Length) + (turned ? delay : longest - delay)) * DelayedLanes.Lanes;
                }
            }
        }
    }

    // One step of one slice: tiles of 16 neurons, so that both sides stay in cache; zeros around the sequence and beside the last samples.
    private void Pack(int chunk)
    {
        int slice = chunk / Length, place = chunk % Length, t = place - job.Start, first = slice * DelayedLanes.Lanes, count = Math.Min(DelayedLanes.Lanes, samples - first);
        long stride = (long)Length * DelayedLanes.Lanes;
        float* to = job.Lanes + (((long)slice * job.Neurons * Length) + place) * DelayedLanes.Lanes;
        if (t < 0 || t >= steps || count < DelayedLanes.Lanes)
        {
            for (int n = 0; n < job.Neurons; n++) new Span<float>(to + (n * stride), DelayedLanes.Lanes).Clear();
        }

        if (t < 0 || t >= steps) return;
        float* from = job.Plain + ((((long)t * samples) + first) * job.Neurons);
        for (int tile = 0; tile < job.Neurons; tile += Tile)
            DelayedLanes.Turn(from + tile, job.Neurons, to + (tile * stride), stride, count, Math.Min(Tile, job.Neurons - tile), add: false);
    }

    // (x[t - 1] - x[t + 1]) / 2 of one neuron.
    private void Slope(int chunk)
    {
        int length = Length * DelayedLanes.Lanes, one = DelayedLanes.Lanes;
        float* from = lanes.Pointer + ((long)chunk * length), to = job.Source + ((long)chunk * length);
        for (int i = 0; i < length; i++) to[i] = 0.5f * ((i >= one ? from[i - one] : 0) - (i + one < length ? from[i + one] : 0));
    }

    private void Gather(int chunk)
    {
        int slice = chunk / Windows, window = chunk % Windows * DelayedLanes.Steps, terms = job.Sources * contacts, perPass = SourcesPerPass * contacts;
        const int Block = DelayedLanes.Steps * DelayedLanes.Lanes;
        float* from = job.Source + ((((long)slice * job.Sources * Length) + window) * DelayedLanes.Lanes);
        float* to = Scratch.Rent(6, (long)job.Neurons * Block);
        for (int n = 0; n < job.Neurons; n++) new Span<float>(to + ((long)n * Block), Block).Fill(job.Bias is null ? 0 : job.Bias[n]);
        for (int first = 0; first < terms; first += perPass)
        {
            int count = Math.Min(perPass, terms - first);
            for (int n = 0; n < job.Neurons; n++)
            {
                long at = ((long)n * terms) + first;
                DelayedLanes.Gather(from, job.Weights + at, job.Places + at, count, to + ((long)n * Block));
            }
        }

        int samplesHere = Math.Min(DelayedLanes.Lanes, samples - (slice * DelayedLanes.Lanes));
        for (int t = window; t < Math.Min(steps, window + DelayedLanes.Steps); t++)
        {
            float* row = job.Plain + ((((long)t * samples) + (slice * DelayedLanes.Lanes)) * job.Neurons), own = to + ((t - window) * DelayedLanes.Lanes);
            for (int tile = 0; tile < job.Neurons; tile += Tile)
                DelayedLanes.Turn(own + ((long)tile * Block), Block, row + tile, job.Neurons, Math.Min(Tile, job.Neurons - tile), samplesHere, job.Add);
        }
    }

    private void Correlate(int chunk)
    {
        int start = chunk * TargetsPerChunk, end = Math.Min(outputs, start + TargetsPerChunk), terms = inputs * contacts, perPass = SourcesPerPass * contacts;
        float* sums = job.Sums;
        new Span<float>(sums + ((long)start * terms * DelayedLanes.Lanes), (end - start) * terms * DelayedLanes.Lanes).Clear();
        for (int part = 0; part < Slices * Windows; part++)
        {
            int slice = part / Windows, window = part % Windows * DelayedLanes.Steps;
            float* from = job.Source + ((((long)slice * inputs * Length) + window) * DelayedLanes.Lanes);
            float* gradient = job.Lanes + ((((long)slice * outputs * Length) + window) * DelayedLanes.Lanes);
            for (int first = 0; first < terms; first += perPass)
            {
                int count = Math.Min(perPass, terms - first);
                for (int o = start; o < end; o++)
                {
                    long at = ((long)o * terms) + first;
                    DelayedLanes.Correlate(from, job.Places + at, count, gradient + ((long)o * Length * DelayedLanes.Lanes), sums + (at * DelayedLanes.Lanes));
                }
            }
        }

        for (long i = (long)start * terms; i < (long)end * terms; i++)
        {
            float sum = TensorPrimitives.Sum(new ReadOnlySpan<float>(sums + (i * DelayedLanes.Lanes), DelayedLanes.Lanes));
            job.Plain[i] += job.Weights is null ? sum : job.Weights[i] * sum;
        }
    }

    private struct Job
    {
        public float* Plain;
        public float* Lanes;
        public float* Source;
        public float* Weights;
        public float* Sums;
        public int* Places;
        public float* Bias;
        public int Sources;
        public int Neurons;
        public int Start;
        public bool Add;
    }
}
