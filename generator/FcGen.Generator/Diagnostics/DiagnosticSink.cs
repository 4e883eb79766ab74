using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>
/// Receives the errors that the parser finds. The analyzer passes a sink that reports them; the generator passes one that only counts them.
/// So each rule exists once, and the generator never reports.
/// </summary>
internal class DiagnosticSink
{
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Report(descriptor, location, Repair.None, arguments);

    /// <summary>Reports an error together with the data for a code fix.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, Repair repair, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        OnReport(descriptor, location, repair, arguments);
    }

    protected virtual void OnReport(DiagnosticDescriptor descriptor, Location location, Repair repair, object[] arguments)
    {
    }
}
