using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Parsing;

/// <summary>
/// Where the parser tells of mistakes. The analyzer passes one that reports them, the generator one that only counts them:
/// so every rule lives once, and the generator never reports.
/// </summary>
internal class DiagnosticSink
{
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        OnReport(descriptor, location, arguments);
    }

    protected virtual void OnReport(DiagnosticDescriptor descriptor, Location location, object[] arguments)
    {
    }
}
