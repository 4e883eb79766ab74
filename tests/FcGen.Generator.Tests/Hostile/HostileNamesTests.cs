using System.Globalization;
using System.Text.RegularExpressions;
using FcGen.Generator.Emission;
using FcGen.Generator.Kernels;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>
/// Any name in generated code may also be the name of a user type, namespace or member. Either the code compiles, or FCG008 reports the
/// name.
/// </summary>
public sealed partial class HostileNamesTests
{
    /// <summary>Contextual keywords.</summary>
    private static readonly string[] Contextual =
    [
        "_", "add", "alias", "allows", "and", "args", "ascending", "async", "await", "by", "closed", "descending", "dynamic", "equals", "extension",
        "field", "file", "from", "get", "global", "group", "init", "into", "join", "let", "managed", "nameof", "nint", "not", "notnull", "nuint",
        "on", "or", "orderby", "partial", "record", "remove", "required", "scoped", "select", "set", "union", "unmanaged", "value", "var",
        "when", "where", "with", "yield",
    ];

    /// <summary>All names in the generated code of a network with all layers, and the contextual keywords.</summary>
    private static readonly string[] Names =
    [
        .. GeneratorHarness.Run($"{HostileCheck.RichNetwork} partial class Net;").Result.GeneratedTrees
            .SelectMany(tree => tree.GetRoot().DescendantTokens(descendIntoTrivia: true))
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Concat(Contextual)
            .Where(name => name is not "Net")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names that generated code uses unqualified. FCG008 reports types that hide them.</summary>
    private static readonly string[] Qualified = [.. Names.Except(UsedNames.Simple.Keys)];

    [Fact]
    public void The_names_are_those_of_generated_code() => Assert.All(
        ["System", "FcGen", "Numerics", "Unsafe", "Vector256", "Span", "Forward", "_state", "TensorTable", "TSelf", "rows", "Rows", "INetwork"],
        name => Assert.Contains(name, Names));

    [Fact]
    public void Types_beside_the_network() => Compiles($"namespace User {{ {Types(Qualified)} NETWORK public partial class Net; }}");

    [Fact]
    public void Types_beside_the_network_in_the_global_namespace() =>
        Compiles($"{Types(Qualified.Except(["System", "FcGen"]))} NETWORK public partial class Net;");

    [Fact]
    public void Types_in_the_global_namespace() =>
        Compiles($"{Types(Names.Except(["System", "FcGen"]))} namespace User {{ NETWORK public partial class Net; }}");

    [Fact]
    public void Types_in_a_class_around_the_network() => Compiles($"public partial class Outer {{ {Types(Qualified)} NETWORK public partial class Net; }}");

    [Fact]
    public void Types_in_a_base_class() => Compiles($"public class Base {{ {Types(Qualified)} }} NETWORK public partial class Net : Base;");

    [Fact]
    public void Namespaces_around_the_network() => Compiles($"namespace User {{ {Namespaces(Qualified)} NETWORK public partial class Net; }}");

    [Fact]
    public void Namespaces_in_the_global_one() =>
        Compiles($"{Namespaces(Names.Except(["System", "FcGen"]))} namespace User {{ NETWORK public partial class Net; }}");

    [Theory]
    [InlineData("private int @NAME;")]
    [InlineData("private int @NAME => 1;")]
    [InlineData("private static void @NAME(string text) { }")]
    [InlineData("private void @NAME<T>(params T[] values) { }")]
    [InlineData("private sealed class @NAME;")]
    [InlineData("private enum @NAME { None }")]
    [InlineData("private delegate void @NAME();")]
    [InlineData("private event System.Action @NAME { add { } remove { } }")]
    public void Members_of_the_network_compile_or_are_reported(string member)
    {
        string[] reported = Reported(MembersOf(Names));

        Compiles(MembersOf(Names.Except(reported)));
        Assert.DoesNotContain(reported, name => !Expected(name));

        string MembersOf(IEnumerable<string> names) =>
            $"NETWORK public partial class Net {{ {string.Concat(names.Select(name => member.Replace("NAME", name) + "\n"))} }}";
    }

    [Theory]
    [InlineData("protected int @NAME;")]
    [InlineData("protected void @NAME(object value) { }")]
    public void Members_of_a_base_class_compile(string member) => Compiles(
        $"public class Base {{ {string.Concat(Qualified.Select(name => member.Replace("NAME", name) + "\n"))} }} NETWORK public partial class Net : Base;");

    [Theory]
    [InlineData("NETWORK public partial class System;", "System")]
    [InlineData("public class System; namespace User { NETWORK public partial class Net; }", "System")]
    [InlineData("namespace System { public static class Math; } NETWORK public partial class Net;", "System.Math")]
    [InlineData("namespace System { public ref struct Span<T>; } NETWORK public partial class Net;", "System.Span")]
    [InlineData("namespace System { public class IO; } namespace User { NETWORK public partial class Net; }", "System.IO")]
    [InlineData("namespace System.Runtime.Intrinsics { static class Vector256; } namespace User { NETWORK public partial class Net; }", "System.Runtime.Intrinsics.Vector256")]
    [InlineData("namespace FcGen { NETWORK public partial class TensorInfo; }", "FcGen.TensorInfo")]
    [InlineData("namespace FcGen { NETWORK public partial class Numerics; }", "FcGen.Numerics")]
    [InlineData("namespace FcGen.Layers { public class Rows; } NETWORK public partial class Net;", "FcGen.Layers.Rows")]
    public void A_type_with_the_full_name_of_one_that_generated_code_uses_is_reported(string source, string name)
    {
        GeneratorRun run = Run(source);
        Diagnostic[] reported = [.. GeneratorHarness.Analyze(run.Compilation)];

        string network = source.Contains("class Net;", StringComparison.Ordinal) ? "Net" : name.Split('.')[^1];
        Assert.Equal(
            [$"'{name}' hides a type that the generated code of network '{network}' uses: rename it"],
            reported.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(run.Problems, problem => run.Result.GeneratedTrees.Contains(problem.Location.SourceTree!));
        Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("namespace System.Runtime.CompilerServices { class IsExternalInit; class CallerArgumentExpressionAttribute : System.Attribute; }")]
    [InlineData("namespace System { class Polyfill; class System; class FcGen; } namespace System.Net { class Math; }")]
    [InlineData("namespace FcGen { class Adam; class Rows; class Math; class NetworkNames; } namespace FcGen.Samples { class Span; class TensorInfo; }")]
    [InlineData("class Math; class Span<T>; class TensorInfo; class System<T>; class Runtime;")]
    public void Other_types_in_these_namespaces_are_not_reported(string types)
    {
        string source = $"{types} namespace User {{ NETWORK public partial class Net; }}";
        Compiles(source);
        Assert.Empty(Reported(source));
    }

    [Theory]
    [InlineData("global using ALIAS = System; namespace User { NETWORK public partial class Net; }")]
    [InlineData("using ALIAS = System; namespace User { NETWORK public partial class Net; }")]
    [InlineData("using ALIAS = System; NETWORK public partial class Net;")]
    [InlineData("namespace User { using ALIAS = System; NETWORK public partial class Net; }")]
    [InlineData("namespace User { class ALIAS; NETWORK public partial class Net; }")]
    [InlineData("namespace User { class ALIAS<T>; NETWORK public partial class Net; }")]
    [InlineData("namespace User { class ALIAS; class ALIAS<T>; NETWORK public partial class Net; }")]
    [InlineData("namespace User { file class ALIAS; NETWORK public partial class Net; }")]
    [InlineData("namespace User { namespace ALIAS { class Inner; } NETWORK public partial class Net; }")]
    [InlineData("namespace User { NETWORK public partial class ALIAS; }")]
    [InlineData("namespace User.ALIAS { NETWORK public partial class Net; }")]
    [InlineData("namespace ALIAS { NETWORK public partial class Net; }")]
    [InlineData("namespace FcGen.ALIAS { NETWORK public partial class Net; }")]
    [InlineData("class ALIAS; namespace User { NETWORK public partial class Net; }")]
    [InlineData("class ALIAS; NETWORK public partial class Net;")]
    [InlineData("namespace ALIAS { class Inner; } NETWORK public partial class Net;")]
    [InlineData("NETWORK public partial class ALIAS;")]
    [InlineData("partial class Outer<T> { protected class ALIAS; } partial class Other : Outer<int> { NETWORK public partial class Net { int ALIAS() => 1; } }")]
    [InlineData("namespace User { partial class ALIAS { NETWORK public partial class Net { class ALIAS; } } }")]
    [InlineData("global using Lib; namespace Lib { public class ALIAS; } NETWORK public partial class Net;")]
    [InlineData("global using static Lib; class Lib { public class ALIAS; } NETWORK public partial class Net;")]
    public void An_alias_of_generated_code_is_not_hidden(string source) => Compiles(WithAlias(source, "Fc"));

    [Theory]
    [InlineData("global using ALIAS = System; NETWORK public partial class Net;")]
    [InlineData("global using ALIAS = FcGen; NETWORK public partial class Net;")]
    [InlineData("global using ALIAS = System; class ALIAS; NETWORK public partial class Net;")]
    public void An_alias_is_not_declared_where_a_global_using_has_the_same_name(string source) => Assert.All(UsedNames.Aliases.Keys, alias =>
    {
        GeneratorRun run = Compiles(WithAlias(source, alias));
        Assert.DoesNotContain(run.Files, file => !file.Key.StartsWith(Kernel.Namespace, StringComparison.Ordinal) && file.Value.Contains($"using {alias} =", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("public class ALIAS; namespace User { public class ALIAS; }")]
    [InlineData("class ALIAS; namespace User { class ALIAS; }")]
    [InlineData("namespace ALIAS { public class Inner; } namespace User.ALIAS { public class Inner; }")]
    public void An_alias_of_generated_code_is_not_hidden_by_a_referenced_assembly(string types)
    {
        const string Networks = "NETWORK public partial class Net; namespace User { NETWORK public partial class Net; }";
        MetadataReference library = GeneratorHarness.Library(types.Replace("ALIAS", "Fc"));
        Refers(Networks, library);
        Refers(Networks, library.WithAliases(["global", "Fc"]));
        Refers($"extern alias Fc; {Networks}", library.WithAliases(["Fc"]));

        void Refers(string source, MetadataReference reference) => HostileCheck.Compiles(
            GeneratorHarness.Compile([WithAlias(source, "Fc")], HostileCheck.Options).AddReferences(reference));
    }

    /// <summary>Whether generated code declares a name or uses it unqualified.</summary>
    private static bool Expected(string name) =>
        UsedNames.Simple.ContainsKey(name)
        || ScratchType().IsMatch(name)
        || GeneratedMember.Public.Concat(GeneratedMember.Private).Any(member => member.Name == name);

    private static string[] Reported(string source)
    {
        IReadOnlyList<Diagnostic> diagnostics = GeneratorHarness.Analyze(Run(source).Compilation);
        Assert.All(diagnostics, diagnostic => Assert.Equal("FCG008", diagnostic.Id));
        return [.. diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1])];
    }

    private static GeneratorRun Compiles(string source) =>
        HostileCheck.Compiles(GeneratorHarness.Compile([WithNetwork(source)], HostileCheck.Options));

    private static GeneratorRun Run(string source) => GeneratorHarness.Run(GeneratorHarness.Compile([WithNetwork(source)], HostileCheck.Options));

    private static string WithNetwork(string source) => source.Replace("NETWORK", HostileCheck.RichNetwork);

    private static string WithAlias(string source, string alias) => source.Replace("ALIAS", alias).Replace("NETWORK", HostileCheck.Network);

    private static string Types(IEnumerable<string> names) => string.Concat(names.Select(name => $"public class @{name};\n"));

    private static string Namespaces(IEnumerable<string> names) => string.Concat(names.Select(name => $"namespace @{name} {{ class Inner; }}\n"));

    [GeneratedRegex("^Scratch[0-9]+$")]
    private static partial Regex ScratchType();
}
