namespace Myelin.Interchange.Hdf5;

/// <summary>Something of the library's that must be given back.</summary>
/// <param name="value">The handle.</param>
/// <param name="close">Gives it back.</param>
internal readonly struct Handle(long value, Func<long, int> close) : IDisposable
{
    /// <summary>The handle.</summary>
    public long Value => value;

    public static implicit operator long(Handle handle) => handle.Value;

    public void Dispose() => close(value);
}
