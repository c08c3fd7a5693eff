using System.Reflection;

namespace Myelin.Experiments;

/// <summary>The types of an assembly that can be loaded here.</summary>
public static class LoadableTypes
{
    /// <summary>
    /// All types but those that derive from types of an assembly that is not there: an assembly of somebody's tests, for one, has experiments that do
    /// not need the test framework.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    public static IEnumerable<Type> Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }
}
