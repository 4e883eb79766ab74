using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports diagnostics, except in unreachable code and in tests that expect the exception. Both conditions are only checked when there is a
/// diagnostic to report.
/// </summary>
internal static class CallReport
{
    /// <summary>Reports a diagnostic about an operation.</summary>
    public static void ReportCall(this SyntaxNodeAnalysisContext context, IOperation operation, Diagnostic diagnostic)
    {
        if (!IsExpectedToThrow(operation.Syntax) && Reachability.IsReachable(operation, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>
    /// Whether code is in a lambda or local function of a member that checks for exceptions, as tests do: <c>Assert.Throws</c>,
    /// <c>Record.Exception</c>, <c>action.Should().Throw()</c>, <c>Throws.TypeOf</c>.
    /// </summary>
    private static bool IsExpectedToThrow(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) is { } function
        && function.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax) is { } member
        && member.DescendantNodes().OfType<SimpleNameSyntax>().Any(IsCheck);

    private static bool IsCheck(SimpleNameSyntax name) => name.Identifier.ValueText switch
    {
        "Exception" or "ExceptionAsync" => name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax },
        string text => text.Contains("Throw") && !text.StartsWith("ThrowIf", StringComparison.Ordinal),
    };
}
