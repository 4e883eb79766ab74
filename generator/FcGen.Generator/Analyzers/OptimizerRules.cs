using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>
/// Reports a trainer with an optimizer that certainly belongs to another trainer (FCG029), created earlier in the same code or in the
/// previous iteration of a loop.
/// </summary>
internal sealed class OptimizerRules(IObjectCreationOperation creation, SyntaxNodeAnalysisContext context)
{
    public void Check()
    {
        if (Optimizer(creation) is not { } reference
            || SymbolOf(reference) is not { } symbol
            || Body(creation.Syntax) is not { } body
            || !(FindEarlier(symbol, body) || IsRepeated(symbol, reference))
            || !KeepsValue(reference, symbol, body))
        {
            return;
        }

        Repair repair = Origins.Of(reference, context.CancellationToken) is IObjectCreationOperation made
            && IsMadeOfConstants(made) && IsUsedByTrainersOnly(symbol, body)
                ? Repair.None.With(Repair.Value, SourceOf(made))
                : Repair.None;
        context.ReportCall(creation, repair.Report(Descriptors.SharedOptimizer, reference.Syntax.GetLocation(), [symbol.Name]));
    }

    private static IOperation? Optimizer(IObjectCreationOperation trainer) =>
        Origins.WithoutConversions(trainer.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "optimizer")?.Value);

    /// <summary>
    /// Returns the variable of a reference. Only readonly fields of the same object count, because no other code can replace them.
    /// </summary>
    private static ISymbol? SymbolOf(IOperation? reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
        IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    /// <summary>
    /// Returns the code around a creation that may contain another one: its member, the file for top-level statements, or the type for an
    /// initializer.
    /// </summary>
    private static SyntaxNode? Body(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        GlobalStatementSyntax => node.SyntaxTree.GetRoot(),
        { } member when IsInitialized(member) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>(),
        var member => member,
    };

    /// <summary>Whether an earlier trainer receives the same optimizer in every run that reaches this trainer.</summary>
    private bool FindEarlier(ISymbol symbol, SyntaxNode body) =>
        body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == symbol.Name
            && name.SpanStart < creation.Syntax.SpanStart
            && name.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } earlier
            && RunsBefore(earlier, creation.Syntax)
            && context.SemanticModel.GetOperation(earlier, context.CancellationToken) is IObjectCreationOperation other
            && SymbolEqualityComparer.Default.Equals(other.Type?.OriginalDefinition, creation.Type!.OriginalDefinition)
            && SymbolEqualityComparer.Default.Equals(SymbolOf(Optimizer(other)), symbol));

    /// <summary>Whether a node always runs before a later node, as a statement of the same list or of an enclosing list.</summary>
    private static bool RunsBefore(SyntaxNode earlier, SyntaxNode later)
    {
        if (ListedStatement(earlier) is not { } first)
        {
            return false;
        }

        for (SyntaxNode? node = later; node is not null && !IsFunction(node); node = node.Parent)
        {
            if (node == first || (node.Parent == first.Parent && (node is StatementSyntax or MemberDeclarationSyntax)))
            {
                return HaveSameTime(first, node);
            }
        }

        return false;
    }

    /// <summary>Whether two members are initialized in the same run. Static and instance initializers run at different times.</summary>
    private static bool HaveSameTime(SyntaxNode first, SyntaxNode second) =>
        first is not MemberDeclarationSyntax member || member is GlobalStatementSyntax
        || (second is MemberDeclarationSyntax other && IsStatic(member) == IsStatic(other));

    private static bool IsStatic(MemberDeclarationSyntax member) => member.Modifiers.Any(modifier => modifier.ValueText == "static");

    /// <summary>Returns the statement or member of a list that always runs a node, or null if a condition is between them.</summary>
    private static SyntaxNode? ListedStatement(SyntaxNode node)
    {
        for (SyntaxNode? current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case LocalDeclarationStatementSyntax or ExpressionStatementSyntax:
                    return current.Parent switch
                    {
                        BlockSyntax or SwitchSectionSyntax => current,
                        GlobalStatementSyntax global => global,
                        _ => null,
                    };
                case MemberDeclarationSyntax member:
                    return IsInitialized(member) ? member : null;
                case StatementSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or ConditionalAccessExpressionSyntax:
                case BinaryExpressionSyntax { OperatorToken.ValueText: "&&" or "||" or "??" }:
                case AssignmentExpressionSyntax { OperatorToken.ValueText: "??=" }:
                    return null;
            }

            if (IsFunction(current))
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsInitialized(MemberDeclarationSyntax member) =>
        member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null };

    /// <summary>
    /// Whether a loop creates the trainer in each iteration, with an optimizer from outside the loop and without an early exit.
    /// </summary>
    private bool IsRepeated(ISymbol symbol, IOperation reference)
    {
        if (ListedStatement(creation.Syntax) is not StatementSyntax { Parent: BlockSyntax { Parent: { } loop } }
            || loop is not (ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax
                or DoStatementSyntax { Condition: not LiteralExpressionSyntax })
            || loop.DescendantNodes().Any(MayLeave))
        {
            return false;
        }

        // A local that the loop declares or assigns has another value in each iteration.
        return symbol is not ILocalSymbol
            || (reference is ILocalReferenceOperation local
                && !symbol.DeclaringSyntaxReferences.Any(declaration => loop.Span.Contains(declaration.Span))
                && LocalValues.Of(local, context.CancellationToken) is { } value && !loop.Span.Contains(value.Syntax.Span));
    }

    private static bool MayLeave(SyntaxNode node) =>
        node is BreakStatementSyntax or ContinueStatementSyntax or ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax
            or ThrowStatementSyntax or ThrowExpressionSyntax;

    /// <summary>Whether a variable has only one value.</summary>
    private bool KeepsValue(IOperation reference, ISymbol symbol, SyntaxNode body) => reference switch
    {
        ILocalReferenceOperation local => LocalValues.Of(local, context.CancellationToken) is not null,
        IFieldReferenceOperation field => MemberValues.Of(field, context.CancellationToken) is not null,
        _ => UsesOf(symbol, body).All(use => use is not null && Uses.OnlyReads(use)),
    };

    private bool IsUsedByTrainersOnly(ISymbol symbol, SyntaxNode body) =>
        symbol is ILocalSymbol && UsesOf(symbol, body).All(use => use is not null && IsOptimizerArgument(use));

    private static bool IsOptimizerArgument(IOperation use) =>
        use.Parent is IConversionOperation conversion
            ? IsOptimizerArgument(conversion)
            : use.Parent is IArgumentOperation { Parameter.Name: "optimizer" };

    private IEnumerable<IOperation?> UsesOf(ISymbol symbol, SyntaxNode body) =>
        Uses.Of(symbol, body, context.SemanticModel, context.CancellationToken);

    /// <summary>Whether the same source text creates an equal optimizer at any location.</summary>
    private static bool IsMadeOfConstants(IObjectCreationOperation optimizer) =>
        optimizer.Arguments.IsEmpty
        && (optimizer.Initializer is null
            || optimizer.Initializer.Initializers.All(
                option => option is ISimpleAssignmentOperation { Value.ConstantValue.HasValue: true }));

    private string SourceOf(IObjectCreationOperation optimizer)
    {
        var syntax = (BaseObjectCreationExpressionSyntax)optimizer.Syntax;
        string type = optimizer.Type!.ToMinimalDisplayString(context.SemanticModel, creation.Syntax.SpanStart);
        return $"new {type}{(syntax.Initializer is null ? "()" : $" {syntax.Initializer}")}";
    }

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
}
