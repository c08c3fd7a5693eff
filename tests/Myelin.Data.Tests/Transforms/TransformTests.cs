using Myelin.Data.Generated;
using Myelin.Data.Loading;
using Myelin.Data.Transforms;
using Myelin.Encoding;
using Myelin.Randomness;

namespace Myelin.Data.Tests.Transforms;

public sealed class TransformTests
{
    private static readonly int[] shape = [2, 5, 7];

    public static TheoryData<ITransform> All =>
    [
        new Normalize(0.5f, 2), new AddNoise(0.1f), new RandomShift(2), new RandomAffine { Degrees = 10, Scale = 0.1f, Shear = 0.1f, Pixels = 1 }, new RandomCrop(3, 4, 1), new RandomFlip(),
        new Cutout(3), new Flatten(), new Encode(new BernoulliCode(), 4), new Compose(new RandomShift(1), new RandomCrop(3, 3), new Encode(new PopulationCode(4), 5)), new Compose(),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_transform_fills_its_shape_as_its_stream_says(ITransform transform)
    {
        float[] image = Image();
        int size = Shapes.Size(transform.OutputShape(shape));
        transform.OutputLength(shape, shape[0]).ShouldBe(transform.OutputShape(shape)[0]);
        float[] first = Made(transform, image, 1), second = Made(transform, image, 1);
        first.Length.ShouldBe(size);
        first.ShouldNotContain(99f);
        second.ShouldBe(first);
    }

    [Fact]
    public void Normalized_values_have_the_mean_and_deviation_taken_out()
    {
        Made(new Normalize(1, 2), Image(), 1).ShouldBe(Image().Select(v => (v - 1) / 2));
        float[] byChannel = Made(new Normalize([1, 2], [4, 8]), Image(), 1);
        (byChannel[0], byChannel[35]).ShouldBe(((1 - 1) / 4f, (36 - 2) / 8f));
        Should.Throw<ArgumentException>(() => new Normalize([1, 2, 3], [1, 1, 1]).OutputShape(shape)).Message.ShouldContain("channels");
        Should.Throw<ArgumentException>(() => new Normalize(0, 0));
    }

    [Fact]
    public void A_shift_moves_every_pixel_by_the_same_and_reaches_all_places()
    {
        var seen = new HashSet<(int, int)>();
        for (uint seed = 0; seed < 400; seed++)
        {
            float[] moved = Made(new RandomShift(2), Image(), seed);
            (int Down, int Right) = (from d in Enumerable.Range(-2, 5) from r in Enumerable.Range(-2, 5) where Moved(d, r).SequenceEqual(moved) select (d, r)).Single();
            seen.Add((Down, Right));
        }

        seen.Count.ShouldBe(25);
    }

    [Fact]
    public void An_affine_transform_without_bounds_changes_nothing_and_turns_keep_the_sum()
    {
        Made(new RandomAffine(), Image(), 1).ShouldBe(Image());
        int[] large = [1, 41, 41];
        float[] disc = new float[41 * 41];
        for (int i = 0; i < disc.Length; i++)
        {
            double y = (i / 41) - 20, x = (i % 41) - 26;
            disc[i] = (float)Math.Exp(-((x * x) + (y * y)) / 18);
        }

        for (uint seed = 0; seed < 10; seed++)
        {
            float[] turned = new float[disc.Length];
            RandomStream random = new(seed, StreamPurpose.Data);
            new RandomAffine { Degrees = 180 }.Apply(disc, large, turned, ref random);
            turned.Sum().ShouldBe(disc.Sum(), 0.1);

            // Its middle stays at a distance of 6 from that of the image.
            double y = turned.Select((v, i) => v * ((i / 41) - 20)).Sum() / turned.Sum(), x = turned.Select((v, i) => v * ((i % 41) - 20)).Sum() / turned.Sum();
            Math.Sqrt((x * x) + (y * y)).ShouldBe(6, 0.02);
        }
    }

    [Fact]
    public void Scales_and_slants_stretch_around_the_middle()
    {
        // The second moments of a blob: size^2 for the scale, and for the slant x's grows while y's stays.
        int[] large = [1, 61, 61];
        float[] blob = [.. Enumerable.Range(0, 61 * 61).Select(i => (float)Math.Exp(-((Math.Pow((i / 61) - 30, 2) + Math.Pow((i % 61) - 30, 2)) / 50)))];
        (double Y, double X) Moments(float[] v) => (v.Select((w, i) => w * Math.Pow((i / 61) - 30, 2)).Sum() / v.Sum(), v.Select((w, i) => w * Math.Pow((i % 61) - 30, 2)).Sum() / v.Sum());
        for (uint seed = 0; seed < 8; seed++)
        {
            float[] scaled = new float[blob.Length], slanted = new float[blob.Length];
            RandomStream random = new(seed, StreamPurpose.Data), same = random;
            new RandomAffine { Scale = 0.3f }.Apply(blob, large, scaled, ref random);
            new RandomAffine { Shear = 0.5f }.Apply(blob, large, slanted, ref same);
            double ratio = Moments(scaled).Y / Moments(scaled).X;
            ratio.ShouldBe(1, 0.01);
            Moments(scaled).Y.ShouldBeInRange(25 * 0.49 * 0.95, 25 * 1.69 * 1.05);
            Moments(slanted).Y.ShouldBe(25, 0.5);
            Moments(slanted).X.ShouldBeInRange(24.5, 25 * 1.26);
        }
    }

    [Fact]
    public void A_crop_is_a_piece_of_the_image_with_its_border()
    {
        for (uint seed = 0; seed < 50; seed++)
        {
            float[] piece = Made(new RandomCrop(3, 4, 1), Image(), seed);
            int places = (from top in Enumerable.Range(-1, 5) from left in Enumerable.Range(-1, 6) where Piece(top, left).SequenceEqual(piece) select 1).Count();
            places.ShouldBe(1);
        }

        Should.Throw<ArgumentException>(() => new RandomCrop(6, 3).OutputShape(shape)).Message.ShouldContain("does not fit");
    }

    [Fact]
    public void A_flip_mirrors_rows_about_half_of_the_time()
    {
        float[] mirrored = [.. Enumerable.Range(0, 70).Select(i => Image()[(i / 7 * 7) + 6 - (i % 7)])];
        int flips = 0;
        for (uint seed = 0; seed < 400; seed++)
        {
            float[] made = Made(new RandomFlip(), Image(), seed);
            if (made.SequenceEqual(mirrored)) flips++;
            else made.ShouldBe(Image());
        }

        flips.ShouldBeInRange(150, 250);
        Made(new RandomFlip(1), Image(), 1).ShouldBe(mirrored);
    }

    [Fact]
    public void A_cutout_is_a_square_of_zeros_in_every_channel()
    {
        for (uint seed = 0; seed < 50; seed++)
        {
            float[] made = Made(new Cutout(3), Image(), seed);
            int[] gone = [.. Enumerable.Range(0, 35).Where(i => made[i] == 0)];
            gone.Select(i => i + 35).ShouldBe(Enumerable.Range(35, 35).Where(i => made[i] == 0));
            gone.Select(i => i / 7).Distinct().Count().ShouldBeInRange(2, 3);
            gone.Length.ShouldBe(gone.Select(i => i / 7).Distinct().Count() * gone.Select(i => i % 7).Distinct().Count());
            for (int i = 0; i < 70; i++) made[i].ShouldBe(gone.Contains(i % 35) ? 0 : Image()[i]);
        }
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        float[] zeros = new float[20_000], noisy = new float[20_000];
        RandomStream random = new(3, StreamPurpose.Data);
        new AddNoise(0.5f).Apply(zeros, [20_000], noisy, ref random);
        noisy.Average().ShouldBe(0, 5 * 0.5 / Math.Sqrt(20_000));
        Math.Sqrt(noisy.Average(v => v * v)).ShouldBe(0.5, 5 * 0.5 / Math.Sqrt(40_000));
        Should.Throw<ArgumentOutOfRangeException>(() => new AddNoise(-1));
    }

    [Fact]
    public void Spikes_keep_the_shape_of_images_behind_the_time()
    {
        new Encode(new BernoulliCode(), 9).OutputShape(shape).ShouldBe([9, 2, 5, 7]);
        new Encode(new PopulationCode(3), 9).OutputShape(shape).ShouldBe([9, 210]);
        new EncodeChanges(new DeltaCode(1)).OutputShape([8, 3]).ShouldBe([8, 6]);
        Should.Throw<ArgumentException>(() => new EncodeChanges(new DeltaCode(1)).OutputShape(shape));
        Should.Throw<ArgumentException>(() => new RandomShift(1).OutputShape([8, 3])).Message.ShouldBe("RandomShift takes images of shape [C, H, W], not samples of shape [8, 3].");
    }

    [Fact]
    public void A_loader_encodes_digits_and_every_epoch_anew()
    {
        using var loader = new DataLoader(new SyntheticDigits(20), new DataLoaderOptions { BatchSize = 10, Shuffle = false, Transform = new Compose(new Flatten(), new Encode(new BernoulliCode(), 6)) });
        loader.SampleShape.ShouldBe([6, 784]);
        float[][] epochs = [.. Enumerable.Range(0, 2).Select(epoch =>
        {
            foreach (Batch batch in loader.Epoch(epoch))
            {
                batch.Shape.ToArray().ShouldBe([10, 6, 784]);
                return batch.Samples.ToArray();
            }

            return [];
        })];
        epochs[0].Sum().ShouldBe(epochs[1].Sum(), 300);
        epochs[0].ShouldNotBe(epochs[1]);
    }

    [Fact]
    public void Sequences_keep_their_lengths()
    {
        using var loader = new DataLoader(TestSets.Sequences(6, 4), new DataLoaderOptions { BatchSize = 6, Shuffle = false, Transform = new Compose(new Normalize(0, 2), new EncodeChanges(new DeltaCode(1))) });
        foreach (Batch batch in loader.Epoch(0))
        {
            batch.Shape.ToArray().ShouldBe([6, 4, 2]);
            batch.Lengths.ToArray().ShouldBe([1, 2, 3, 4, 1, 2]);
        }
    }

    private static float[] Image() => [.. Enumerable.Range(1, 70).Select(i => (float)i)];

    private static float[] Made(ITransform transform, float[] image, uint seed)
    {
        float[] output = new float[Shapes.Size(transform.OutputShape(shape))];
        output.AsSpan().Fill(99);
        RandomStream random = new(seed, StreamPurpose.Data);
        transform.Apply(image, shape, output, ref random);
        return output;
    }

    private static float Pixel(int channel, int y, int x) => y is >= 0 and < 5 && x is >= 0 and < 7 ? (35 * channel) + (7 * y) + x + 1 : 0;

    private static IEnumerable<float> Moved(int down, int right) => from c in Enumerable.Range(0, 2) from y in Enumerable.Range(0, 5) from x in Enumerable.Range(0, 7) select Pixel(c, y - down, x - right);

    private static IEnumerable<float> Piece(int top, int left) => from c in Enumerable.Range(0, 2) from y in Enumerable.Range(0, 3) from x in Enumerable.Range(0, 4) select Pixel(c, y + top, x + left);
}
