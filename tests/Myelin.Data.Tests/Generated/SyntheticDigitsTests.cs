using Myelin.Data.Generated;
using Myelin.Tests.Reference;

namespace Myelin.Data.Tests.Generated;

public sealed class SyntheticDigitsTests
{
    [Fact]
    public void A_sample_is_a_function_of_seed_and_index()
    {
        float[] first = Read(new SyntheticDigits(100, 4), 37);
        Read(new SyntheticDigits(1000, 4), 37).ShouldBe(first);
        Read(new SyntheticDigits(100, 5), 37).ShouldNotBe(first);
        Read(new SyntheticDigits(100, 4), 47).ShouldNotBe(first);
    }

    [Fact]
    public void Digits_lie_within_the_image_in_shades_of_grey()
    {
        var set = new SyntheticDigits(2000);
        double ink = 0;
        for (int i = 0; i < set.Count; i++)
        {
            float[] image = Read(set, i);
            image.ShouldAllBe(v => v >= 0 && v <= 1);
            image.Max().ShouldBeGreaterThan(0.6f);
            ink += image.Average();
            int border = 0;
            for (int k = 0; k < 28; k++)
                border += (image[k] > 0.5f ? 1 : 0) + (image[(27 * 28) + k] > 0.5f ? 1 : 0) + (image[28 * k] > 0.5f ? 1 : 0) + (image[(28 * k) + 27] > 0.5f ? 1 : 0);
            border.ShouldBeLessThan(8, $"sample {i} leaves the image");
        }

        // MNIST's mean is 0.13; a set without strokes, or drowned in ink, would be far from it.
        (ink / set.Count).ShouldBeInRange(0.08, 0.18);
    }

    [Fact]
    public void Classes_can_be_told_apart_by_their_neighbours_but_not_by_their_mean_image_alone()
    {
        var train = new SyntheticDigits(2000, 1);
        var test = new SyntheticDigits(300, 2);
        float[][] known = [.. Enumerable.Range(0, train.Count).Select(i => Read(train, i))];
        float[][] means = [.. Enumerable.Range(0, 10).Select(c => Mean(known.Where((_, i) => train.Label(i) == c)))];
        int neighbour = 0, mean = 0;
        for (int i = 0; i < test.Count; i++)
        {
            float[] image = Read(test, i);
            neighbour += train.Label(Nearest(image, known)) == test.Label(i) ? 1 : 0;
            mean += Nearest(image, means) == test.Label(i) ? 1 : 0;
        }

        (neighbour / (double)test.Count).ShouldBeGreaterThan(0.9);
        (mean / (double)test.Count).ShouldBeInRange(0.5, 0.97);
        mean.ShouldBeLessThan(neighbour);
    }

    [Fact]
    public void Without_variation_a_digit_has_as_many_images_as_ways_to_write_it()
    {
        var set = new SyntheticDigits(200) { Variation = 0 };
        for (int digit = 0; digit < 10; digit++)
        {
            int images = Enumerable.Range(0, 20).Select(k => string.Join(' ', Read(set, (10 * k) + digit).Select(v => (int)(20 * v)))).Distinct().Count();
            images.ShouldBeInRange(2, 60);
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var set = new SyntheticDigits(50);
        float[] image = new float[784];
        for (int i = 0; i < 20; i++) set.Read(i, image);
        Allocation.Least(() =>
        {
            for (int i = 0; i < 50; i++) set.Read(i, image);
        }).ShouldBe(0);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SyntheticDigits(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SyntheticDigits(10).Label(10));
        Should.Throw<ArgumentOutOfRangeException>(() => new SyntheticDigits(10).Read(-1, new float[784]));
        Should.Throw<ArgumentException>(() => new SyntheticDigits(10).Read(0, new float[783]));
    }

    private static float[] Read(IDataset set, int index)
    {
        float[] sample = new float[784];
        set.Read(index, sample);
        return sample;
    }

    private static float[] Mean(IEnumerable<float[]> images)
    {
        float[] sum = new float[784];
        int count = 0;
        foreach (float[] image in images)
        {
            for (int i = 0; i < sum.Length; i++) sum[i] += image[i];
            count++;
        }

        return [.. sum.Select(v => v / count)];
    }

    private static int Nearest(float[] image, float[][] others)
    {
        int nearest = 0;
        float least = float.MaxValue;
        for (int k = 0; k < others.Length; k++)
        {
            float distance = 0;
            for (int i = 0; i < image.Length; i++) distance += (image[i] - others[k][i]) * (image[i] - others[k][i]);
            if (distance < least) (least, nearest) = (distance, k);
        }

        return nearest;
    }
}
