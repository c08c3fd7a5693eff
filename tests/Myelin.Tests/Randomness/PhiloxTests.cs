using Myelin.Randomness;

namespace Myelin.Tests.Randomness;

public class PhiloxTests
{
    // The known-answer vectors that the authors publish with Random123 (kat_vectors, philox4x32 with 10 rounds).
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0x299f31d0a4093822UL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Gives_the_published_words(ulong low, ulong high, ulong key, uint word0, uint word1, uint word2, uint word3)
    {
        Philox.Words(low, high, key).ShouldBe((word0, word1, word2, word3));
        Lane(Sixteen(low, high, key), 0).ShouldBe((word0, word1, word2, word3));
    }

    [Theory]
    [InlineData(0UL, 0UL, 0UL)]
    [InlineData(12345UL << 32 | 99, 77UL, 0xFEDCBA9876543210)]
    [InlineData(0xFFFFFFFF_00000000UL, ulong.MaxValue, 1UL << 32)]
    public void Every_lane_is_the_next_counter(ulong low, ulong high, ulong key)
    {
        PhiloxWords words = Sixteen(low, high, key);

        for (int lane = 0; lane < 16; lane++) Lane(words, lane).ShouldBe(Philox.Words(low + (ulong)lane, high, key));
    }

    [Fact]
    public void The_first_word_wraps_without_carry()
    {
        PhiloxWords words = Sixteen(0x00000007_FFFFFFFE, 3, 5);

        Lane(words, 1).ShouldBe(Philox.Words(0x00000007_FFFFFFFF, 3, 5));
        Lane(words, 2).ShouldBe(Philox.Words(0x00000007_00000000, 3, 5));
    }

    private static PhiloxWords Sixteen(ulong low, ulong high, ulong key)
    {
        PhiloxKey prepared = new(key);
        return Philox.Words((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32), in prepared);
    }

    private static (uint Word0, uint Word1, uint Word2, uint Word3) Lane(PhiloxWords words, int lane) =>
        (words.Word0[lane], words.Word1[lane], words.Word2[lane], words.Word3[lane]);
}
