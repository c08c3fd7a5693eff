using Myelin.Data.Generated;
using Myelin.Data.Transforms;

namespace Myelin.Data.Tests;

public sealed class ClassSubsetTests
{
    [Fact]
    public void Samples_of_the_classes_come_in_their_order_with_places_as_labels()
    {
        var whole = new SyntheticDigits(30);
        var part = new ClassSubset(whole, 7, 2);
        (part.Count, part.Classes, part.Name).ShouldBe((6, 2, whole.Name));
        Enumerable.Range(0, 6).Select(part.Label).ShouldBe([1, 0, 1, 0, 1, 0]);
        float[] own = new float[28 * 28], expected = new float[28 * 28];
        part.Read(3, own);
        whole.Read(17, expected);
        own.ShouldBe(expected);
        ((IDataset)part).Length(0).ShouldBe(((IDataset)whole).Length(2));
    }

    [Fact]
    public void Classes_that_are_not_there_are_refused()
    {
        var whole = new SyntheticDigits(30);
        Should.Throw<ArgumentException>(() => new ClassSubset(whole, 3, 3)).Message.ShouldStartWith("A class is named twice among 3, 3.");
        Should.Throw<ArgumentException>(() => new ClassSubset(whole, 10)).Message.ShouldStartWith("synthetic digits has the classes 0 to 9, not 10.");
        Should.Throw<ArgumentOutOfRangeException>(() => new ClassSubset(whole, 1).Label(3));
    }

    [Fact]
    public void A_permutation_is_the_same_for_all_samples_and_another_with_another_seed()
    {
        var whole = new SyntheticDigits(20);
        Prepared one = new(whole, new Permute(1)), same = new(whole, new Permute(1)), other = new(whole, new Permute(2));
        float[] plain = new float[784], a = new float[784], b = new float[784];
        var from = new List<int>[784];
        for (int s = 0; s < 20; s++)
        {
            whole.Read(s, plain);
            one.Read(s, a);
            same.Read(s, b);
            a.ShouldBe(b);
            a.Order().ShouldBe(plain.Order());
            a.ShouldNotBe(plain);
            other.Read(s, b);
            b.ShouldNotBe(a);

            // Where a value came from in one sample it comes from in all.
            for (int i = 0; i < 784; i++) from[i] = [.. Enumerable.Range(0, 784).Where(j => plain[j] == a[i] && (from[i]?.Contains(j) ?? true))];
        }

        from.ShouldAllBe(places => places.Count > 0);
        Should.Throw<ArgumentException>(() =>
        {
            var random = default(Randomness.RandomStream);
            new Permute(1).Apply(new float[3], [4], new float[4], ref random);
        }).Message.ShouldContain("one of 3 values does not have the shape of 4");
    }
}
