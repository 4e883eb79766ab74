using FcGen.Generator.Diagnostics;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;
using FcGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Suggests an attribute for an unknown one, such as <c>Relu</c> or <c>Linear</c>, on a class with FcGen attributes (FCG013). The compiler
/// only reports that the type does not exist.
/// </summary>
internal static class UnknownAttributes
{
    public static void Report(NetworkAttributes attributes, Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
    {
        if (attributes.All.Count == 0)
        {
            return;
        }

        IEnumerable<NameSyntax> unknown = attributes.Layers
            .Where(layer => layer.Kind is null && !layer.Attribute.IsAmbiguous)
            .Select(layer => layer.Attribute.WrittenName)
            .OfType<NameSyntax>();
        foreach (NameSyntax name in unknown)
        {
            string written = name.GetLastToken().ValueText;
            if (IsInFcGen(name, compilation, cancellation) && MeantBy((AttributeSyntax)name.Parent!, written) is { } meant)
            {
                bool isExact = MeantAttributes.WithoutSuffix(written) == meant;
                string full = isExact ? $"FcGen.{meant}" : meant;
                Repair repair = Repair.None.With(Repair.Attribute, full);
                sink.Report(
                    Descriptors.UnknownAttribute,
                    name.GetLocation(),
                    TakesArguments(meant, compilation) && !IsActivation(written) ? repair : repair.With(Repair.WithoutArguments, string.Empty),
                    isExact ? $"[{written}] is not in scope" : $"FcGen has no [{written}]",
                    full);
            }
        }
    }

    /// <summary>Returns the intended attribute. Keras writes <c>Activation("relu")</c> for <c>ReLU</c>.</summary>
    private static string? MeantBy(AttributeSyntax attribute, string written)
    {
        if (!IsActivation(written))
        {
            return MeantAttributes.Of(written);
        }

        return attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax
        {
            RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var activation,
        }
            && MeantAttributes.Of(activation) is { } meant
            && LayerCatalog.Find(meant + "Attribute") is { IsActivation: true }
            ? meant
            : null;
    }

    private static bool IsActivation(string written) => MeantAttributes.WithoutSuffix(written) == "Activation";

    /// <summary>Whether a name is unqualified or qualified by the FcGen namespace.</summary>
    private static bool IsInFcGen(NameSyntax name, Compilation compilation, CancellationToken cancellation)
    {
        NameSyntax? qualifier = name switch
        {
            QualifiedNameSyntax qualified => qualified.Left,
            AliasQualifiedNameSyntax alias => alias.Alias,
            _ => null,
        };
        return qualifier is null
            || compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(qualifier, cancellation).Symbol is INamespaceSymbol @namespace
                && KnownTypes.IsLibrary(@namespace);
    }

    private static bool TakesArguments(string attribute, Compilation compilation) =>
        compilation.GetTypeByMetadataName($"FcGen.{attribute}Attribute") is not { } type
        || type.InstanceConstructors.Any(constructor => constructor.Parameters.Length > 0);
}
