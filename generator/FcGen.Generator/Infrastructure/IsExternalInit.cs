namespace System.Runtime.CompilerServices;

/// <summary>Lets init-only properties, and so records, compile for netstandard2.0.</summary>
internal static class IsExternalInit;
