using System.Reflection;

namespace Myelin.Experiments;

/// <summary>Finds the classes of one kind in assemblies and makes one object of each.</summary>
internal static class Discovery
{
    public static List<T> Instances<T>(IEnumerable<Assembly> assemblies)
        where T : class =>
    [
        .. assemblies
            .SelectMany(LoadableTypes.Of)
            .Where(type => type is { IsClass: true, IsAbstract: false } && (type.IsPublic || type.IsNestedPublic) && typeof(T).IsAssignableFrom(type))
            .Select(type => (T?)Activator.CreateInstance(type) ?? throw new MissingMethodException($"{type} needs a public constructor without parameters.")),
    ];

    /// <summary>Orders by id.</summary>
    /// <exception cref="ArgumentException">Two share an id.</exception>
    public static List<T> Unique<T>(IEnumerable<T> items, Func<T, string> id, string kind)
    {
        SortedDictionary<string, T> byId = new(StringComparer.Ordinal);
        foreach (T item in items)
        {
            if (!byId.TryAdd(id(item), item))
                throw new ArgumentException($"Two {kind}s are called '{id(item)}'; each needs a name of its own.");
        }

        return [.. byId.Values];
    }
}
