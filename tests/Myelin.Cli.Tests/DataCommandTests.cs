using Shouldly;
using Xunit;

namespace Myelin.Cli.Tests;

public sealed class DataCommandTests : IDisposable
{
    private readonly CliSession cli = new();

    private string Iris => Path.Combine(cli.Folder, "digits", "iris.csv");

    public void Dispose() => cli.Dispose();

    [Fact]
    public void List_shows_size_licence_and_state()
    {
        Write("anything");
        cli.Run("data", "list", "--data", cli.Folder).ShouldBe(ExitCode.Success);
        string Line(string name) => cli.Output.Split('\n').Single(line => line.TrimStart().StartsWith(name + " ", StringComparison.Ordinal));
        Line("iris").ShouldContain("4.55 kB");
        Line("iris").TrimEnd().ShouldEndWith(" here");
        Line("iris").ShouldNotContain("not here");
        Line("mnist").ShouldContain("not here");
        Line("mnist").ShouldContain("CC BY-SA 3.0");
        cli.Output.ShouldContain($"The data folder is '{cli.Folder}'.");
    }

    [Fact]
    public void The_folder_may_come_from_the_environment()
    {
        cli.Variables["MYELIN_DATA"] = cli.Folder;
        cli.Run("data", "verify").ShouldBe(ExitCode.Success);
        cli.Output.ShouldContain($"There are no data sets in '{cli.Folder}'");
    }

    [Fact]
    public void Verify_tells_files_that_are_wrong_or_not_there()
    {
        Write("anything");
        cli.Run("data", "verify", "--data", cli.Folder).ShouldBe(ExitCode.Failure);
        cli.Output.Trim().ShouldBe("digits/iris.csv: not what it should be; 'myelin data get iris' gets it anew");
        cli.Run("data", "verify", "optdigits", "--data", cli.Folder).ShouldBe(ExitCode.Failure);
        cli.Output.ShouldContain("digits/optdigits.tra: not there; 'myelin data get optdigits' gets it");
    }

    [Fact]
    public void A_wrong_name_is_wrong_usage()
    {
        cli.Run("data", "get", "minst").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("There is no data set 'minst'; did you mean 'mnist'?");
        cli.Run("data", "get").ShouldBe(ExitCode.Usage);
        cli.Error.Trim().ShouldBe("'myelin data get' needs the name of a data set; 'myelin data list' shows them.");
        cli.Run("data").ShouldBe(ExitCode.Usage);
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Iris)!);
        File.WriteAllText(Iris, text);
    }
}
