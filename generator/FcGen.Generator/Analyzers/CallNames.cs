using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers;

/// <summary>Reads names from syntax. This is cheap, and lets the analyzers skip most code.</summary>
internal static class CallNames
{
    /// <summary>Returns the last part of a name without type arguments, such as <c>Trainer</c> for <c>FcGen.Trainer&lt;Net&gt;</c>.</summary>
    public static string? Rightmost(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}
