using System.Globalization;

namespace Myelin.Experiments;

/// <summary>Amounts for people, culture-invariant: <c>3.2 GB</c>, <c>298,880,968</c>, <c>1 min 20 s</c>.</summary>
public static class Amount
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>A number of bytes, in powers of 1000.</summary>
    public static string Bytes(long bytes)
    {
        double number = bytes;
        int unit = 0;
        while (number >= 999.5 && unit < ByteUnits.Length - 1)
        {
            number /= 1000;
            unit++;
        }

        return $"{Number(number, 3)} {ByteUnits[unit]}";
    }

    /// <summary>A count with its thousands separated.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration given in seconds (s).</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => $"{Number(seconds * 1e6, 3)} µs",
        < 1 => $"{Number(seconds * 1e3, 3)} ms",
        < 99.5 => $"{Number(seconds, 3)} s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds) / 60)} min {Math.Round(seconds) % 60} s"),
        < double.PositiveInfinity => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds / 60) / 60)} h {Math.Round(seconds / 60) % 60} min"),
        _ => "unknown",
    };

    /// <summary>A number with a few significant digits, never in powers of ten unless very large or very small.</summary>
    public static string Number(double number, int digits = 4)
    {
        double magnitude = Math.Abs(number);
        if (number == 0 || !double.IsFinite(number) || magnitude < 1e-4 || magnitude >= 1e15)
            return number.ToString("G" + digits, CultureInfo.InvariantCulture);
        int decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(magnitude)), 0, 15);
        return Math.Round(number, decimals).ToString(magnitude >= 10_000 ? "#,##0.###" : "0.###############", CultureInfo.InvariantCulture);
    }
}
