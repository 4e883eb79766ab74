namespace System.Runtime.CompilerServices;

/// <summary>Makes init-only properties and records compile for netstandard2.0.</summary>
internal static class IsExternalInit;
