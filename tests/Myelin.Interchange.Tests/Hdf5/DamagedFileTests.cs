using FsCheck;
using FsCheck.Fluent;
using Myelin.Interchange.Hdf5;
using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Hdf5;

/// <summary>Damaged files are refused in one sentence, or read; nothing else happens.</summary>
public sealed class DamagedFileTests
{
    private static readonly byte[][] valid = [.. new[] { "lif_norse.nir", "two_lif_neurons.nir", "h5py_gzip.nir", "braille_noDelay_noBias_subtract_subgraph.nir" }.Select(f => File.ReadAllBytes(ReferenceFile.Of(f)))];

    [Hdf5Fact]
    public void A_file_that_ends_early_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] file in valid)
        {
            for (int length = 0; length < file.Length; length += 251)
            {
                File.WriteAllBytes(folder.File("x.nir"), file[..length]);
                Should.Throw<InvalidDataException>(() => NirFile.Read(folder.File("x.nir")));
            }
        }
    }

    [Hdf5Fact]
    public void Changed_bytes_are_refused_or_read_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed => Mutate(folder.File("x.nir"), new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(MutationCount));
    }

    private static int MutationCount => int.TryParse(Environment.GetEnvironmentVariable("MYELIN_MUTATIONS"), out int count) ? count : 400;

    private static void Mutate(string path, Random random)
    {
        byte[] file = [.. valid[random.Next(valid.Length)]];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(file.Length), kind = random.Next(5);

            // Most of a file is data or unused; structures begin with non-zero bytes.
            for (int tries = 0; tries < 20 && file[at] == 0; tries++) at = random.Next(file.Length);
            if (kind == 0) file[at] = (byte)random.Next(256);
            else if (kind == 1) file[at] ^= (byte)(1 << random.Next(8));
            else if (kind == 2) file.AsSpan(at, Math.Min(8, file.Length - at)).Fill(0xFF);
            else if (kind == 3) file.AsSpan(random.Next(file.Length - 64), 64).CopyTo(file.AsSpan(Math.Min(at, file.Length - 64)));
            else BitConverter.TryWriteBytes(file.AsSpan(at & ~7), (ulong)random.Next(file.Length) & ~7ul);
        }

        File.WriteAllBytes(path, file);
        try
        {
            NirGraph graph = NirFile.Read(path).Graph;
            _ = graph.Problems();
        }
        catch (InvalidDataException problem)
        {
            problem.Message.ShouldStartWith(path);
        }
    }
}
