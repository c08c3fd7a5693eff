using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Training.TensorBoard;

namespace Myelin.Learning.Tests.Training.TensorBoard;

public sealed class EventWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("myelin").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_begins_with_its_version_and_has_the_name_that_TensorBoard_looks_for()
    {
        using var writer = new EventWriter(Path.Combine(folder, "new"), new Clock());
        Path.GetFileName(writer.Path).ShouldStartWith("events.out.tfevents.1700000000.");
        byte[] first = Read(writer).Single();
        EventFile.Text(first, 3).ShouldBe("brain.Event:2");
        EventFile.Field<double>(first, 1).ShouldBe(1_700_000_000.25);
        using var second = new EventWriter(Path.Combine(folder, "new"), new Clock());
        second.Path.ShouldNotBe(writer.Path);
    }

    [Fact]
    public void Scalars_come_back_as_they_were()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<(NonWhiteSpaceString Tag, float Number, long Step)[]>(),
            draws =>
            {
                using var writer = new EventWriter(folder, new Clock());
                foreach ((NonWhiteSpaceString tag, float number, long step) in draws) writer.Scalar(tag.Get, number, step);
                List<byte[]> records = Read(writer);
                records.Count.ShouldBe(draws.Length + 1);
                for (int i = 0; i < draws.Length; i++)
                {
                    byte[] record = records[i + 1], value = EventFile.Field<byte[]>(EventFile.Field<byte[]>(record, 5), 1);
                    EventFile.Field<double>(record, 1).ShouldBe(1_700_000_000.25);
                    EventFile.Field<long>(record, 2).ShouldBe(draws[i].Step);
                    EventFile.Field<float>(value, 2).ShouldBe(draws[i].Number);

                    // What is no text in UTF-8, half of a pair, comes back as the sign for that.
                    EventFile.Text(value, 1).ShouldBe(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(draws[i].Tag.Get)));
                }
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_distribution_counts_every_finite_number_once_in_its_bucket()
    {
        var random = new Random(1);
        float[] numbers = [.. Enumerable.Range(0, 5000).Select(_ => (random.NextSingle() * 4) - 1), float.NaN, float.PositiveInfinity];
        double[] finite = [.. numbers.Where(float.IsFinite).Select(x => (double)x)];
        byte[] histogram = Histogram(numbers);
        EventFile.Field<double>(histogram, 1).ShouldBe(finite.Min());
        EventFile.Field<double>(histogram, 2).ShouldBe(finite.Max());
        EventFile.Field<double>(histogram, 3).ShouldBe(5000);
        EventFile.Field<double>(histogram, 4).ShouldBe(finite.Sum(), 1e-6);
        EventFile.Field<double>(histogram, 5).ShouldBe(finite.Sum(x => x * x), 1e-6);
        double[] limits = EventFile.Doubles(histogram, 6), counts = EventFile.Doubles(histogram, 7);
        limits.ShouldBe(limits.Order().ToArray());
        limits[^1].ShouldBe(finite.Max());
        for (int i = 0; i < limits.Length; i++)
        {
            double low = i == 0 ? double.NegativeInfinity : limits[i - 1];
            counts[..(i + 1)].Sum().ShouldBe(finite.Count(x => x <= limits[i]), 1);
            counts[i].ShouldBe(finite.Count(x => x > low && x <= limits[i]), 2);
        }

        counts.Sum().ShouldBe(5000);
    }

    [Theory]
    [InlineData(new float[] { })]
    [InlineData(new[] { float.NaN })]
    [InlineData(new[] { 2f, 2f, 2f })]
    [InlineData(new[] { float.MinValue, float.MaxValue, 0f })]
    public void Numbers_without_a_spread_or_with_the_largest_have_a_distribution(float[] numbers)
    {
        byte[] histogram = Histogram(numbers);
        EventFile.Doubles(histogram, 7).Sum().ShouldBe(numbers.Count(float.IsFinite));
        EventFile.Doubles(histogram, 6).ShouldAllBe(limit => double.IsFinite(limit));
    }

    [Fact]
    public void A_curve_needs_a_name()
    {
        using var writer = new EventWriter(folder);
        Should.Throw<ArgumentException>(() => writer.Scalar(" ", 1, 1));
    }

    private byte[] Histogram(float[] numbers)
    {
        using var writer = new EventWriter(folder, new Clock());
        writer.Distribution("weights", numbers, 3);
        byte[] record = Read(writer)[1];
        return EventFile.Field<byte[]>(EventFile.Field<byte[]>(EventFile.Field<byte[]>(record, 5), 1), 5);
    }

    private static List<byte[]> Read(EventWriter writer)
    {
        writer.Flush();
        using var file = new FileStream(writer.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return EventFile.Records(bytes);
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250);
    }
}
