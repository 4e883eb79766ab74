using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>A network can be declared wherever C# allows a partial class, with any names of namespaces and containing types.</summary>
public sealed class PlacesTests
{
    private const string Network = HostileCheck.Network;

    [Fact]
    public void Namespaces_of_every_form() => HostileCheck.Works(
        $$"""
        {{Network}} public sealed partial class Global;
        namespace Block { {{Network}} public sealed partial class Net; }
        namespace Outer.Middle { namespace Inner { {{Network}} public sealed partial class Net; } }
        """,
        "Global",
        "Block.Net",
        "Outer.Middle.Inner.Net");

    [Fact]
    public void File_scoped_namespace() => HostileCheck.Works($"namespace My.Networks;\n{Network}\npublic partial class Net;", "My.Networks.Net");

    [Fact]
    public void Types_around_it_of_every_kind() => HostileCheck.Works(
        $$"""
        public partial class InClass { {{Network}} public partial class Net; }
        public static partial class InStatic { {{Network}} public partial class Net; }
        public abstract partial class InAbstract { {{Network}} public partial class Net; }
        public partial struct InStruct { {{Network}} public partial class Net; }
        public readonly partial struct InReadOnly { {{Network}} public partial class Net; }
        public ref partial struct InRef { {{Network}} public partial class Net; }
        public partial record InRecord { {{Network}} public partial class Net; }
        public partial record class InRecordClass(int Number) { {{Network}} public partial class Net; }
        public partial record struct InRecordStruct(int Number) { {{Network}} public partial class Net; }
        public partial interface InInterface { {{Network}} public partial class Net; }
        """,
        [.. new[] { "Class", "Static", "Abstract", "Struct", "ReadOnly", "Ref", "Record", "RecordClass", "RecordStruct", "Interface" }.Select(name => $"In{name}+Net")]);

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    public void A_private_class_that_a_stray_character_moved_into_the_namespace(string access)
    {
        foreach (string source in new[] { $"{Network} {access} partial class Net;", $"{access} partial class Outer {{ {Network} partial class Net; }}" })
        {
            GeneratorRun run = GeneratorHarness.Run(source);
            Assert.Empty(run.Result.Diagnostics);
            Assert.DoesNotContain(run.Problems, problem => run.Result.GeneratedTrees.Contains(problem.Location.SourceTree!));
            Assert.Contains(run.Problems, problem => problem.Id == "CS1527");
        }
    }

    [Fact]
    public void A_chain_of_types() => HostileCheck.Works(
        $$"""
        namespace Deep;
        partial interface IA { partial struct B { partial record C { private partial class D { {{Network}} protected internal partial class Net; } } } }
        """,
        "Deep.IA+B+C+D+Net");

    [Fact]
    public void Every_accessibility() => HostileCheck.Works(
        $$"""
        {{Network}} partial class Default;
        {{Network}} public partial class Public;
        public partial class Outer
        {
            {{Network}} private partial class Private;
            {{Network}} protected partial class Protected;
            {{Network}} private protected partial class PrivateProtected;
            {{Network}} protected internal partial class ProtectedInternal;
            {{Network}} internal sealed partial class Internal;
        }
        """,
        "Default",
        "Public",
        "Outer+Private",
        "Outer+Protected",
        "Outer+PrivateProtected",
        "Outer+ProtectedInternal",
        "Outer+Internal");

    [Fact]
    public void Names_that_are_keywords() => HostileCheck.Works(
        $$"""
        namespace @namespace.@event.Plain
        {
            public partial class @class { {{Network}} public partial class @int; }
            public partial struct @struct { {{Network}} public sealed partial class @static; }
            {{Network}} public partial class @new;
        }
        """,
        "namespace.event.Plain.class+int",
        "namespace.event.Plain.struct+static",
        "namespace.event.Plain.new");

    [Fact]
    public void Names_that_are_keywords_in_some_places()
    {
        string[] names = ["record", "file", "required", "field", "var", "scoped", "async", "partial", "where", "extension", "nint", "value", "global"];
        HostileCheck.Works(
            string.Join("\n", names.Select(name => $$"""namespace @{{name}}s.@{{name}} { partial class Outer { {{Network}} public partial class @{{name}}; } }""")),
            [.. names.Select(name => $"{name}s.{name}.Outer+{name}")]);
    }

    [Fact]
    public void Names_in_other_scripts_and_with_marks() => HostileCheck.Works(
        $"namespace Сети.नेटवर्क {{ {Network} public partial class Größe_a\u0308; {Network} public partial class 网络; }}",
        "Сети.नेटवर्क.Größe_a\u0308",
        "Сети.नेटवर्क.网络");

    [Fact]
    public void Networks_of_one_name_in_several_places() => HostileCheck.Works(
        $$"""
        namespace A { {{Network}} public partial class Net { {{Network}} public partial class Inner; } }
        namespace B { {{Network}} public partial class Net; }
        namespace A.B { {{Network}} public partial class Net; }
        {{Network}} public partial class Net;
        """,
        "A.Net",
        "A.Net+Inner",
        "B.Net",
        "A.B.Net",
        "Net");

    [Fact]
    public void Networks_whose_names_differ_in_case_only() => HostileCheck.Works(
        $"namespace A {{ {Network} public partial class Net; {Network} public partial class NET; }} namespace a {{ {Network} public partial class Net; }}",
        "A.Net",
        "A.NET",
        "a.Net");

    [Fact]
    public void Generated_files_are_named_after_the_class()
    {
        GeneratorRun run = GeneratorHarness.Run($"namespace My.@event {{ partial class Outer {{ {Network} partial class Net; }} }}");
        Assert.Equal(
            ["My.event.Outer.Net.g.cs"],
            run.Files.Keys.Where(file => !file.StartsWith("FcGen.Generated.", StringComparison.Ordinal)));
    }
}
