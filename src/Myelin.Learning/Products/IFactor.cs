namespace Myelin.Learning.Products;

/// <summary>The left factor of a product: gives its rows as panels.</summary>
internal unsafe interface IRows
{
    /// <summary>Writes rows as a panel: for every term, <see cref="Tile.Rows"/> numbers, zero beyond the last row.</summary>
    /// <param name="to">The panel.</param>
    /// <param name="row">First row.</param>
    /// <param name="rows">Number of rows, at most <see cref="Tile.Rows"/>.</param>
    /// <param name="term">First term of the sums.</param>
    /// <param name="terms">Number of terms.</param>
    void PackRows(float* to, int row, int rows, int term, int terms);
}

/// <summary>The right factor of a product: gives its columns as panels.</summary>
internal unsafe interface IColumns
{
    /// <summary>Writes columns as a panel: for every term, <see cref="Tile.Columns"/> numbers, zero beyond the last column.</summary>
    /// <param name="to">The panel.</param>
    /// <param name="term">First term of the sums.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="column">First column.</param>
    /// <param name="columns">Number of columns, at most <see cref="Tile.Columns"/>.</param>
    void PackColumns(float* to, int term, int terms, int column, int columns);
}
