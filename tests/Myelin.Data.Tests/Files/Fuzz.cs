using FsCheck;
using FsCheck.Fluent;

namespace Myelin.Data.Tests.Files;

/// <summary>Feeds a reader random bytes, truncated files and files with bytes changed: it reads them or refuses them, and nothing else.</summary>
internal static class Fuzz
{
    public static void Reader(byte[] valid, Action<byte[]> read)
    {
        // The file itself must be accepted, or the changed ones would show nothing.
        read(valid);
        Config few = Config.QuickThrowOnFailure.WithMaxTest(400);
        Check.One(few, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Survives(bytes, read)));
        Check.One(few, Prop.ForAll(Gen.Choose(0, valid.Length - 1).ToArbitrary(), length => Survives(valid[..length], read)));
        Gen<(int, int)> change = from at in Gen.Choose(0, valid.Length - 1) from value in Gen.OneOf(Gen.Elements(0, 1, 0x7F, 0x80, 0xFF), Gen.Choose(0, 255)) select (at, value);

        // Most headers lie at the beginning, where half of the changes go.
        Gen<(int, int)> early = from at in Gen.Choose(0, Math.Min(127, valid.Length - 1)) from value in Gen.Choose(0, 255) select (at, value);
        Check.One(few.WithMaxTest(1500), Prop.ForAll(Gen.NonEmptyListOf(Gen.OneOf(change, early)).ToArbitrary(), changes =>
        {
            byte[] bytes = [.. valid];
            foreach ((int at, int value) in changes) bytes[at] = (byte)value;
            return Survives(bytes, read);
        }));
    }

    /// <summary>Whether a reader accepts bytes or refuses them in one sentence with the file's name and a byte, without taking memory by what they claim.</summary>
    private static bool Survives(byte[] bytes, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(bytes);
        }
        catch (InvalidDataException refusal)
        {
            refusal.Message.ShouldStartWith("the file, ");
            refusal.Message.ShouldContain("byte ");
            refusal.Message.ShouldEndWith(".");
        }

        // Unpacking may take a thousand times the packed size; a claim of a header could be a million times it.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4_000_000 + (3_000L * bytes.Length));
        return true;
    }
}
