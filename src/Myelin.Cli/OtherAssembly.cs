using System.Reflection;
using System.Runtime.Loader;

namespace Myelin.Cli;

/// <summary>An assembly of the user's, with what it depends on; what Myelin has itself is shared with it.</summary>
internal sealed class OtherAssembly : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver resolver;

    private OtherAssembly(string path)
        : base(path) => resolver = new AssemblyDependencyResolver(path);

    /// <summary>Loads an assembly.</summary>
    /// <exception cref="UsageException">The file does not exist or is not an assembly.</exception>
    public static Assembly Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new UsageException($"The assembly '{full}' does not exist.");
        try
        {
            return new OtherAssembly(full).LoadFromAssemblyPath(full);
        }
        catch (BadImageFormatException problem)
        {
            throw new UsageException($"The file '{full}' is not a .NET assembly.", problem);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Default.Assemblies.Any(known => string.Equals(known.GetName().Name, assemblyName.Name, StringComparison.OrdinalIgnoreCase)))
            return null;
        string shared = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
        return !File.Exists(shared) && resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }
}
