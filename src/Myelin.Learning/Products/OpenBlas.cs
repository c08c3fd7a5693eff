using System.Reflection;
using System.Runtime.InteropServices;

namespace Myelin.Learning.Products;

/// <summary>
/// OpenBLAS, where the machine has it. It computes blocks on one thread each; the library's own threads stay out of it, so results do not
/// depend on how many there are.
/// </summary>
internal static unsafe partial class OpenBlas
{
    private const string Name = "openblas";
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private static readonly string[] fileNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll", "openblas.dll"];

    /// <summary>Whether it was found and is wanted: the environment variable MYELIN_BLAS=none does without.</summary>
    public static bool Exists { get; } = Find();

    /// <summary>One block of C = A B or C += A B; A and B may be transposed in memory.</summary>
    public static void Multiply(bool transposeA, bool transposeB, int rows, int columns, int terms, float* a, int lda, float* b, int ldb, float* c, int ldc, bool add) =>
        Sgemm(RowMajor, transposeA ? Transposed : Plain, transposeB ? Transposed : Plain, rows, columns, terms, 1, a, lda, b, ldb, add ? 1 : 0, c, ldc);

    private static bool Find()
    {
        if (string.Equals(Environment.GetEnvironmentVariable("MYELIN_BLAS"), "none", StringComparison.Ordinal)) return false;
        foreach (string file in fileNames)
        {
            if (!NativeLibrary.TryLoad(file, out nint handle)) continue;
            if (!NativeLibrary.TryGetExport(handle, "cblas_sgemm", out _) || !NativeLibrary.TryGetExport(handle, "openblas_set_num_threads", out _)) continue;
            NativeLibrary.SetDllImportResolver(typeof(OpenBlas).Assembly, (string name, Assembly _, DllImportSearchPath? _) => string.Equals(name, Name, StringComparison.Ordinal) ? handle : 0);
            SetThreads(1);
            return true;
        }

        return false;
    }

    [LibraryImport(Name, EntryPoint = "openblas_set_num_threads")]
    private static partial void SetThreads(int count);

    [LibraryImport(Name, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(
        int order, int transA, int transB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);
}
