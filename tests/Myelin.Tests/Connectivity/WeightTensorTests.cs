using Myelin.Connectivity;

namespace Myelin.Tests.Connectivity;

public class WeightTensorTests
{
    [Fact]
    public void Arrays_of_any_rank_and_type_convert_row_major()
    {
        Check(new[] { 1.0, 2 }, [2]);
        Check(new[] { 1f, 2 }, [2]);
        Check(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } }, [2, 3]);
        Check(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }, [2, 3]);
        Check(new[,,] { { { 1.0, 2 } }, { { 3, 4 } }, { { 5, 6 } } }, [3, 1, 2]);
        Check(new[,,] { { { 1f, 2 } }, { { 3, 4 } }, { { 5, 6 } } }, [3, 1, 2]);
        Check(new[,,,] { { { { 1.0, 2 } }, { { 3, 4 } } } }, [1, 2, 1, 2]);
        Check(new[,,,] { { { { 1f, 2 } }, { { 3, 4 } } } }, [1, 2, 1, 2]);
        Check(new double[0, 3], [0, 3]);

        static void Check(WeightTensor tensor, int[] shape)
        {
            tensor.Shape.ToArray().ShouldBe(shape);
            tensor.Rank.ShouldBe(shape.Length);
            tensor.Length.ShouldBe(shape.Aggregate(1, (a, b) => a * b));
            tensor.ToArray().ShouldBe(Enumerable.Range(1, tensor.Length).Select(i => (double)i));
        }
    }

    [Fact]
    public void A_flat_array_takes_a_shape()
    {
        WeightTensor tensor = new([1.0, 2, 3, 4, 5, 6], 2, 3);
        tensor.ShouldBe((WeightTensor)new[,] { { 1f, 2, 3 }, { 4, 5, 6 } });
        tensor[4].ShouldBe(5);
        new WeightTensor([1f, 2]).Shape.ToArray().ShouldBe([2]);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(-1, -6)]
    [InlineData(65536, 65536)]
    public void A_shape_of_another_size_is_refused(int rows, int columns) =>
        Should.Throw<ArgumentException>(() => new WeightTensor(new double[6], rows, columns)).Message
            .ShouldBe($"The shape [{rows}, {columns}] does not match 6 weights.");

    [Fact]
    public void Equality_and_text_are_those_of_the_content()
    {
        WeightTensor tensor = new double[] { 1, 2, 3, 4, 5, 6 };
        tensor.ToString().ShouldMatch("^\\[6\\] #[0-9a-f]{16}$");
        tensor.ToString().ShouldBe(new WeightTensor([1f, 2, 3, 4, 5, 6]).ToString());
        tensor.GetHashCode().ShouldBe(new WeightTensor([1f, 2, 3, 4, 5, 6]).GetHashCode());
        tensor.Equals((object)new WeightTensor([1f, 2, 3, 4, 5, 6])).ShouldBeTrue();
        tensor.Equals(null).ShouldBeFalse();
        tensor.ShouldNotBe(new WeightTensor([1.0, 2, 3, 4, 5, 6], 2, 3));
        new WeightTensor([1.0, 2, 3, 4, 5, 6], 2, 3).ToString()[6..].ShouldNotBe(new WeightTensor([1.0, 2, 3, 4, 5, 6], 3, 2).ToString()[6..]);
        tensor.ShouldNotBe((WeightTensor)new double[] { 1, 2, 3, 4, 5, 7 });
        tensor.ToString().ShouldNotBe(((WeightTensor)new double[] { 1, 2, 3, 4, 5, 7 }).ToString());
    }

    [Fact]
    public void The_hash_of_many_weights_is_the_same_everywhere()
    {
        // The first 64 bits of the SHA-256 of the little-endian 64-bit numbers: the shape as integers, then the weights as doubles.
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => i / 8.0)];
        byte[] bytes = [.. BitConverter.GetBytes(2000L), .. values.SelectMany(BitConverter.GetBytes)];
        string expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16];
        ((WeightTensor)values).ToString().ShouldBe($"[2000] #{expected}");
    }
}
