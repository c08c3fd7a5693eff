using Myelin.Learning.Checksums;

namespace Myelin.Learning.Tests.Checksums;

public sealed class Crc32CTests
{
    /// <summary>The examples of RFC 3720, appendix B.4, and the usual check value.</summary>
    [Fact]
    public void Published_examples()
    {
        Crc32C.Of([]).ShouldBe(0u);
        Crc32C.Of(System.Text.Encoding.ASCII.GetBytes("123456789")).ShouldBe(0xE3069283u);
        Crc32C.Of(new byte[32]).ShouldBe(0x8A9136AAu);
        Crc32C.Of([.. Enumerable.Repeat((byte)255, 32)]).ShouldBe(0x62A8AB43u);
        Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]).ShouldBe(0x46DD794Eu);
    }

    [Fact]
    public void Parts_give_the_checksum_of_the_whole()
    {
        byte[] bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        for (int cut = 0; cut < 40; cut++) Crc32C.Continue(Crc32C.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)).ShouldBe(Crc32C.Of(bytes));
    }
}
