using System.Collections.Immutable;
using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Analyzers;

/// <summary>Reports options of losses, optimizers, schedules and trainers that are set to a constant out of range (FCG014).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.OptionOutOfRange];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("FcGen.Trainer`1") is not null)
            {
                // This kind includes assignments in object initializers.
                start.RegisterSyntaxNodeAction(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
                start.RegisterSyntaxNodeAction(
                    AnalyzeArguments,
                    SyntaxKind.ObjectCreationExpression,
                    SyntaxKind.ImplicitObjectCreationExpression,
                    SyntaxKind.InvocationExpression);
            }
        });
    }

    private static void AnalyzeAssignment(SyntaxNodeAnalysisContext context)
    {
        // Names are checked first: the check is cheap, and rules out almost all assignments.
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (OptionRules.HasOption(CallNames.Rightmost(assignment.Left))
            && context.SemanticModel.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation
            {
                Target: IPropertyReferenceOperation target,
            } operation)
        {
            string owner = (target.Instance?.Type ?? target.Property.ContainingType).Name;
            Check(context, operation, operation.Value, target.Property, owner);
        }
    }

    private static void AnalyzeArguments(SyntaxNodeAnalysisContext context)
    {
        (ArgumentListSyntax? list, bool mayApply) = context.Node switch
        {
            InvocationExpressionSyntax call => (call.ArgumentList, OptionRules.HasArguments(CallNames.Rightmost(call.Expression))),
            ObjectCreationExpressionSyntax creation =>
                (creation.ArgumentList, OptionRules.HasArguments(CallNames.Rightmost(creation.Type))),
            ImplicitObjectCreationExpressionSyntax creation => (creation.ArgumentList, true),
            _ => (null, false),
        };
        if (!mayApply || list is not { Arguments.Count: > 0 })
        {
            return;
        }

        IOperation? operation = context.SemanticModel.GetOperation(context.Node, context.CancellationToken);
        (ImmutableArray<IArgumentOperation> arguments, string owner) = operation switch
        {
            IInvocationOperation call => (call.Arguments, $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}"),
            IObjectCreationOperation { Type: { } type } creation => (creation.Arguments, type.Name),
            _ => ([], string.Empty),
        };
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && OptionRules.HasOption(parameter.Name))
            {
                Check(context, operation!, argument.Value, parameter, owner);
            }
        }
    }

    /// <param name="context">Receives the diagnostic.</param>
    /// <param name="operation">The call or assignment.</param>
    /// <param name="given">The value.</param>
    /// <param name="option">The property or parameter that receives the value.</param>
    /// <param name="owner">The owner of the option, for the message.</param>
    private static void Check(SyntaxNodeAnalysisContext context, IOperation operation, IOperation given, ISymbol option, string owner)
    {
        if (option.ContainingType is not { } type
            || !KnownTypes.IsLibrary(type)
            || OptionRules.Find(type.Name, option.Name) is not { } range
            || ConstantOf(given) is not { } constant)
        {
            return;
        }

        double number = constant.ToDouble(CultureInfo.InvariantCulture);
        if (!range.Holds(number))
        {
            string? meant = range.MeantBy(number, constant is double ? string.Empty : "f");
            context.ReportCall(operation, Meant.Repair(meant).Report(
                Descriptors.OptionOutOfRange,
                given.Syntax.GetLocation(),
                [owner, option.Name, range.Text, constant.ToString(CultureInfo.InvariantCulture)]));
        }
    }

    /// <summary>Returns the constant value of an operation as a number, also for nullable types.</summary>
    private static IConvertible? ConstantOf(IOperation value)
    {
        while (!value.ConstantValue.HasValue && value is IConversionOperation { OperatorMethod: null, Operand: var operand })
        {
            value = operand;
        }

        return value.ConstantValue.Value is int or long or float or double ? (IConvertible)value.ConstantValue.Value : null;
    }
}
