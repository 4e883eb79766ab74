using FcGen.Generator.Emission;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The tables for FCG008 list exactly the members and types that generated code declares and uses.</summary>
public sealed class GeneratedMemberTests
{
    /// <summary>Networks that together have all kinds of members and kernels.</summary>
    private const string Networks = """
        namespace Rich
        {
            [FcGen.Network]
            [FcGen.Input(40)]
            [FcGen.Dense(40), FcGen.BatchNorm, FcGen.ReLU, FcGen.Dropout(0.5f), FcGen.Add("input")]
            [FcGen.Dense(300), FcGen.LayerNorm, FcGen.PReLU, FcGen.Concat("input"), FcGen.Dense(500), FcGen.GELU]
            [FcGen.Dense(9, Bias = false), FcGen.Softplus, FcGen.Dense(3), FcGen.Softmax]
            public sealed partial class Mixed;

            [FcGen.Network(Unroll = FcGen.Unroll.Full, HiddenOutputs = ["1"])]
            [FcGen.Input(2, 3)]
            [FcGen.Flatten, FcGen.Dense(17), FcGen.Tanh, FcGen.Dense(20), FcGen.LeakyReLU, FcGen.Dense(1)]
            public sealed partial class Unrolled;

            [FcGen.Network(Unroll = FcGen.Unroll.Tiled)]
            [FcGen.Input(700)]
            [FcGen.Dense(800), FcGen.ReLU, FcGen.Dense(5), FcGen.LogSoftmax]
            public sealed partial class Tiled;

            [FcGen.Network]
            [FcGen.Input(3000)]
            [FcGen.Dense(7000), FcGen.SELU, FcGen.Dense(2)]
            public sealed partial class Streamed;

            [FcGen.Network]
            [FcGen.Input(8, 20, 20)]
            [FcGen.Conv2d(32, 3, Padding = 1), FcGen.ReLU, FcGen.Conv2d(1, 3)]
            public sealed partial class LargeImage;

            [FcGen.Network]
            [FcGen.Input(3)]
            [FcGen.Sigmoid]
            public sealed partial class WithoutWeights;

            [FcGen.Network]
            [FcGen.Sequence(3, 4)]
            [FcGen.RNN(5), FcGen.Last, FcGen.Dense(2)]
            public sealed partial class Recurrent;

            [FcGen.Network(Training = false)]
            [FcGen.Input(2, 3, 4)]
            [FcGen.Sigmoid]
            public sealed partial class WithoutClasses;
        }
        """;

    private static readonly GeneratedMember[] Listed =
        [.. GeneratedMember.Public, .. GeneratedMember.Private, .. GeneratedMember.PublicOfStreams, .. GeneratedMember.PrivateOfStreams];

    private static readonly string[] Names = ["Mixed", "Unrolled", "Tiled", "Streamed", "LargeImage", "WithoutWeights", "Recurrent", "WithoutClasses"];

    private static readonly GeneratorRun Run = GeneratorHarness.Run(Networks);

    private static readonly HashSet<string> Declared = [.. Names.SelectMany(name => DeclaredIn(Run.Compilation.GetTypeByMetadataName($"Rich.{name}")!))];

    [Fact]
    public void The_networks_compile() => Assert.Empty(Run.Problems);

    [Fact]
    public void Every_generated_member_is_listed() => Assert.Equal(
        [], Declared.Where(member => !IsScratch(member)).Except(Listed.Select(member => member.Key)));

    [Fact]
    public void Every_listed_member_is_generated() => Assert.Equal(
        [], Listed.Select(member => member.Key).Except(Declared));

    [Fact]
    public void Memory_between_layers_is_in_types_with_their_size_in_the_name() => Assert.Contains(Declared, IsScratch);

    [Fact]
    public void The_public_ones_are_in_every_network() => Assert.All(Names, name =>
    {
        INamedTypeSymbol network = Run.Compilation.GetTypeByMetadataName($"Rich.{name}")!;
        IEnumerable<ISymbol> members = MembersOf(network).Where(member => member.DeclaredAccessibility == Accessibility.Public);
        IEnumerable<GeneratedMember> listed = name == "Recurrent" ? GeneratedMember.Public.Concat(GeneratedMember.PublicOfStreams) : GeneratedMember.Public;
        Assert.Equal(listed.Select(member => member.Key).Order(), members.Select(KeyOf).Order());
    });

    [Fact]
    public void The_types_named_without_a_prefix_are_those_that_are_listed()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in Run.Result.GeneratedTrees)
        {
            SemanticModel model = Run.Compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !IsQualified(name)))
            {
                if (TypeNamed(model.GetSymbolInfo(name).Symbol) is not { } type || IsOurs(type))
                {
                    continue;
                }

                used.Add(name.Identifier.ValueText);
                if (name.Parent is AttributeSyntax)
                {
                    used.Add(type.Name);
                }
            }
        }

        Assert.Equal(UsedNames.Simple.Keys.Order(StringComparer.Ordinal), used);
    }

    [Fact]
    public void The_types_named_in_full_are_those_that_are_listed()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in Run.Result.GeneratedTrees)
        {
            SemanticModel model = Run.Compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsQualified))
            {
                if (TypeNamed(model.GetSymbolInfo(name).Symbol) is { ContainingType: null } type && !IsOurs(type))
                {
                    used.Add($"{type.ContainingNamespace.ToDisplayString()}.{type.Name}");
                }
            }
        }

        string[] simple = [.. UsedNames.Simple.Select(simple => $"{simple.Value}.{simple.Key}")];
        string[] listed = [.. UsedNames.Qualified.Except(simple)];
        Assert.Equal(listed.Order(StringComparer.Ordinal), used.Except(simple).Where(name => !UsedNames.Namespaces.Any(space => name.StartsWith(space + ".", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> DeclaredIn(INamedTypeSymbol network) => MembersOf(network).Select(KeyOf);

    /// <summary>
    /// Returns the members that generated code declares in a network, except explicit implementations of INetwork, which conflict with
    /// nothing.
    /// </summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol network) => network.GetMembers().Where(member =>
        !member.IsImplicitlyDeclared
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && member is not IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false }
        && member is not IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false });

    private static string KeyOf(ISymbol member) =>
        member is IMethodSymbol method ? $"{method.Name}({string.Join(", ", method.Parameters.Select(TypeOf))})" : member.Name;

    private static string TypeOf(IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? string.Empty : "ref ")
        + (SymbolEqualityComparer.Default.Equals(parameter.Type, parameter.ContainingType) ? GeneratedMember.Self
            : SymbolEqualityComparer.Default.Equals(parameter.Type.ContainingType, parameter.ContainingType) ? $"{GeneratedMember.Self}.{parameter.Type.Name}"
            : parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));

    private static bool IsScratch(string member) => member.StartsWith("Scratch", StringComparison.Ordinal) && int.TryParse(member[7..], out _);

    private static bool IsQualified(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax aliased => aliased.Name == name,
        _ => false,
    };

    private static INamedTypeSymbol? TypeNamed(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
        _ => null,
    };

    /// <summary>Whether a type is nested in a network.</summary>
    private static bool IsOurs(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Run.Compilation.Assembly);
}
