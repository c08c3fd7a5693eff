using Myelin.Interchange.Hdf5;

namespace Myelin.Interchange.Tests.Hdf5;

public sealed class Hdf5FileTests
{
    [Hdf5Fact]
    public void A_file_of_h5py_with_chunks_filters_and_types_is_read()
    {
        DataGroup root = Hdf5File.Read(ReferenceFile.Of("h5py_gzip.nir"));
        DataItem At(params string[] names) => names.Aggregate((DataItem)root, (item, name) => ((DataGroup)item).TryGet(name, out DataItem? next) ? next : throw new InvalidOperationException(name));
        At("version").ShouldBe(new DataText("1.0.8"));
        At("node", "nodes", "w", "weight").ShouldBe(NumericArray.Of([.. Enumerable.Range(0, 35).Select(i => i / 8f)], 5, 7));
        At("node", "nodes", "n", "tau").ShouldBe(NumericArray.Filled(0.01, 5));
        At("node", "nodes", "n", "v_reset").ShouldBeOfType<NumericArray>().Type.ShouldBe(NumericType.Float16);
        At("node", "nodes", "n", "metadata", "note").ShouldBe(new DataText("héllo"));
        At("node", "nodes", "n", "metadata", "fixed").ShouldBe(new DataText(["ab", "cde"], [2]));
        At("node", "nodes", "n", "metadata", "inner", "a").ShouldBeOfType<NumericArray>()[0].ShouldBe(-3);
    }

    [Hdf5Fact]
    public void Arrays_of_every_type_and_many_chunks_come_back()
    {
        using var folder = new TemporaryFolder();
        var items = new Dictionary<string, DataItem>
        {
            ["large"] = NumericArray.Of([.. Enumerable.Range(0, 9000 * 3).Select(i => (double)(i % 11))], 9000, 3),
            ["empty"] = NumericArray.Of(ReadOnlySpan<double>.Empty, 0),
            ["no strings"] = new DataText([], [0, 2]),
        };
        foreach (NumericType type in Enum.GetValues<NumericType>()) items[type.ToString()] = new NumericArray(type, [2, 3], [.. Enumerable.Range(1, 6 * NumericArray.WidthOf(type)).Select(i => (byte)i)]);
        for (int i = 0; i < 100; i++) items[$"name {i}"] = NumericArray.Scalar(i);
        var root = new DataGroup(items);
        foreach (int compression in (int[])[0, 9])
        {
            Hdf5File.Write(folder.File("all.h5"), root, compression);
            Hdf5File.Read(folder.File("all.h5")).ShouldBe(root);
        }
    }

    [Fact]
    public void A_file_that_is_no_HDF5_file_is_refused_whatever_is_installed()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] contents in (byte[][])[[], [1, 2, 3], "\u0089HDF"u8.ToArray(), [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', 2]])
        {
            File.WriteAllBytes(folder.File("x.h5"), contents);
            Should.Throw<InvalidDataException>(() => Hdf5File.Read(folder.File("x.h5"))).Message.ShouldStartWith(folder.File("x.h5"));
        }
    }

    [Fact]
    public void A_missing_library_is_one_sentence_that_names_the_package()
    {
        string hint = Hdf5Library.InstallHint();
        hint.Count(c => c == '.').ShouldBeLessThanOrEqualTo(2);
        if (OperatingSystem.IsLinux()) hint.ShouldContain("libhdf5-103-1");
    }

    [Hdf5Fact]
    public void A_failed_write_leaves_the_file_that_was_there()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<DirectoryNotFoundException>(() => Hdf5File.Write(folder.File("none/x.h5"), new DataGroup()));
        Should.Throw<FileNotFoundException>(() => Hdf5File.Read(folder.File("none.h5")));
    }
}
