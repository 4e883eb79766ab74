using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>
/// Where the parser tells of mistakes. The analyzer passes one that reports them, the generator one that only counts them:
/// so every rule lives once, and the generator never reports.
/// </summary>
internal class DiagnosticSink
{
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Report(descriptor, location, Repair.None, arguments);

    /// <summary>Tells of a mistake and of what a code fix has to know of it.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, Repair repair, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        OnReport(descriptor, location, repair, arguments);
    }

    protected virtual void OnReport(DiagnosticDescriptor descriptor, Location location, Repair repair, object[] arguments)
    {
    }
}
