using Myelin.Data.Generated;
using Myelin.Experiments.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Training;

public sealed class ImageStreamTests
{
    [Fact]
    public void Every_image_comes_once_before_the_set_begins_anew_in_another_order()
    {
        var set = new SyntheticDigits(20);
        var stream = new ImageStream(set, seed: 3);
        string[] Round() => [.. Enumerable.Range(0, 20).Select(_ =>
        {
            stream.Next();
            return $"{stream.Label} {string.Join(" ", stream.Image.ToArray())}";
        })];
        float[] image = new float[784];
        string[] all = [.. Enumerable.Range(0, 20).Select(i =>
        {
            set.Read(i, image);
            return $"{set.Label(i)} {string.Join(" ", image)}";
        })];
        string[] first = Round(), second = Round();
        first.Order().ShouldBe(all.Order());
        second.Order().ShouldBe(all.Order());
        second.ShouldNotBe(first);
    }
}
