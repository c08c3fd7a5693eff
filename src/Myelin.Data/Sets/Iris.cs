using Myelin.Data.Files;

namespace Myelin.Data.Sets;

/// <summary>
/// Fisher's iris: 150 flowers of three kinds with the length and width of sepal and petal. Nobody has divided it; take <see cref="Subset"/>. Source:
/// Fisher (1936), "The use of multiple measurements in taxonomic problems".
/// </summary>
public static class Iris
{
    /// <summary>Reads the set: samples [4], in centimetres: sepal length and width, petal length and width.</summary>
    /// <param name="folder">The data folder; the file is in its folder <c>digits</c>.</param>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the command that gets it.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TableSet Load(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.Require("iris", "digits/iris.csv");
        return new TableSet("iris", path, CsvFile.Read(path), [4], 1, ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]);
    }
}
