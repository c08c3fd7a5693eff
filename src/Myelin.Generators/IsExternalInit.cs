using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile for a framework that is older than they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
