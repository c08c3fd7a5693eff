using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Myelin.Cli.Commands;

/// <summary>The options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<ulong> Seed() => Whole("--seed", "Seed of every random number", 1ul, 0ul, ulong.MaxValue);

    public static Option<int> Threads() => Whole("--threads", "Number of threads", Environment.ProcessorCount, 1, 65_536);

    public static Option<bool> Quick() => new("--quick") { Description = "A short run: smaller parameters where an experiment has them", Recursive = true };

    public static Option<string> Out(string folder) => new("--out")
    {
        Description = $"Folder of the results [default: {folder}]",
        HelpName = "folder",
        Recursive = true,
    };

    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of the data sets [default: MYELIN_DATA, else myelin/data among your local application data]",
        HelpName = "folder",
        Recursive = true,
    };

    /// <summary>An option with a whole number in a range.</summary>
    public static Option<T> Whole<T>(string name, string description, T ifMissing, T low, T high)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            Recursive = true,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T value) && value >= low && value <= high)
                    return value;
                result.AddError($"'{text}' is not a value of {name}; it must be a whole number from {low} to {high}.");
                return default;
            },
            DefaultValueFactory = _ => ifMissing,
        };
}
