using Myelin.Interchange.Hdf5;

namespace Myelin.Interchange.Tests;

/// <summary>A test that needs the HDF Group's library; where it is not there, the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Hdf5FactAttribute : FactAttribute
{
    public Hdf5FactAttribute() => Skip = Hdf5Library.Problem;
}

/// <inheritdoc cref="Hdf5FactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class Hdf5TheoryAttribute : TheoryAttribute
{
    public Hdf5TheoryAttribute() => Skip = Hdf5Library.Problem;
}
