using FcGen.Generator.Diagnostics;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports attributes that depend on generated code, such as <c>Input(Encoder.OutputSize)</c> (FCG009). The compiler and the analyzer see
/// the generated constant. The generator runs earlier and does not, so it could not generate kernels.
/// </summary>
internal sealed class GeneratedValues(INamedTypeSymbol type, Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
{
    private static readonly string[] FileNameEnds = [".g.cs", ".generated.cs"];

    public void Report()
    {
        if (!HasNoKernels(type))
        {
            return;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            {
                continue;
            }

            bool isOurs = KnownTypes.IsLibrary(attribute.AttributeClass);
            if (!isOurs && attribute.AttributeClass is { } other && IsUnseen(other))
            {
                sink.Report(
                    Descriptors.GeneratedValue, syntax.Name.GetLocation(), other.Name, type.Name, "declare it in source");
            }

            foreach (AttributeArgumentSyntax argument in isOurs ? syntax.ArgumentList?.Arguments ?? default : default)
            {
                Report(argument.Expression);
            }
        }
    }

    private void Report(ExpressionSyntax value)
    {
        if (Find(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default)) is not { } field)
        {
            return;
        }

        // If the other network has no kernels either, its sizes are guesses.
        object? constant = HasNoKernels(field.ContainingType) ? null : compilation.GetSemanticModel(value.SyntaxTree).GetConstantValue(value, cancellation).Value;
        string? literal = constant switch
        {
            int number => SourceText.Literal(number),
            string text => SourceText.Literal(text),
            _ => null,
        };
        sink.Report(
            Descriptors.GeneratedValue,
            value.GetLocation(),
            literal is null ? Repair.None : Repair.None.With(Repair.Value, literal),
            $"{field.ContainingType.Name}.{field.Name}",
            type.Name,
            $"use {literal ?? "the value"} or a constant declared in source");
    }

    /// <summary>Finds the generated constant that a value depends on, directly or through user constants.</summary>
    private IFieldSymbol? Find(SyntaxNode value, HashSet<ISymbol> visited)
    {
        foreach (SimpleNameSyntax name in value.DescendantNodesAndSelf(node => !IsNameOf(node)).OfType<SimpleNameSyntax>())
        {
            if (compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol is not IFieldSymbol { IsConst: true } field
                || !visited.Add(field))
            {
                continue;
            }

            if (IsUnseen(field))
            {
                return field;
            }

            foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
            {
                if (compilation.ContainsSyntaxTree(reference.SyntaxTree)
                    && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
                    && Find(initializer, visited) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>Whether this generator or another one generated the symbol. Other generators are recognized by the file name.</summary>
    private static bool IsUnseen(ISymbol symbol) =>
        MemberCollisions.IsGenerated(symbol)
        || (symbol.DeclaringSyntaxReferences.Length > 0
            && symbol.DeclaringSyntaxReferences.All(reference => IsNameOfGenerated(reference.SyntaxTree.FilePath)));

    /// <summary>Whether a file name is typical of generated files.</summary>
    public static bool IsNameOfGenerated(string path) => FileNameEnds.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a node is a <c>nameof</c> expression, which does not depend on the value of the constant.</summary>
    private static bool IsNameOf(SyntaxNode node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    /// <summary>Whether the members of a network exist but throw.</summary>
    private static bool HasNoKernels(INamedTypeSymbol network) =>
        network.GetMembers("InputSize").Any(MemberCollisions.IsGenerated) && network.GetMembers("_state").IsEmpty;
}
