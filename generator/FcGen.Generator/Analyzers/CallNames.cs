using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers;

/// <summary>Names as they are written, which cost nothing to read: most code can be passed over by them.</summary>
internal static class CallNames
{
    /// <summary>The last part of a name, without type arguments: <c>Trainer</c> of <c>FcGen.Trainer&lt;Net&gt;</c>.</summary>
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
