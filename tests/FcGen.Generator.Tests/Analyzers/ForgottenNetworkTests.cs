using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG026: a class has layers but no [Network], so nothing is generated.</summary>
public sealed class ForgottenNetworkTests
{
    private const string Title = "Add [Network]";

    [Theory]
    [InlineData("[{|FCG026:Input(4)|}] [Dense(4, 3)] public partial class Net;", "'Net' has [Input] but no [Network], so FcGen generates nothing for it")]
    [InlineData("[{|FCG026:Dense(4, 3)|}, ReLU, Input(4)] class Net { }", "'Net' has [Dense] but no [Network], so FcGen generates nothing for it")]
    [InlineData("[{|FCG026:Sequence(10, 4)|}] [Dense(4, 3)] public partial class Net;", "'Net' has [Sequence] but no [Network], so FcGen generates nothing for it")]
    [InlineData("class Outer { [System.Serializable, {|FCG026:FcGen.Tanh|}] class Net; }", "'Net' has [Tanh] but no [Network], so FcGen generates nothing for it")]
    [InlineData("[{|FCG026:Input(4)|}] partial class Net; partial class Net { [{|FCG026:Add(\"a\", Name = \"b\")|}] class Inner; }")]
    [InlineData("[{|FCG026:Input(4)|}, Dense(3)] abstract class Net<T>;")]
    [InlineData("[{|FCG026:Input(4)|}, Dense(3)] sealed record Net;")]
    public void The_first_attribute_is_reported(string source, params string[] messages) => AnalyzerCheck.Reports(source, messages);

    [Theory]
    [InlineData("[Network, Input(4), Dense(3)] partial class Net;")]
    [InlineData("[Input(4), Dense(3), Network] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3)] partial class Net; partial class Net { class Inner; } class Derived : Net;")]
    [InlineData("[Mine.Dense(3)] class Net; namespace Mine { class DenseAttribute(int outputs) : System.Attribute { public int Outputs => outputs; } }")]
    [InlineData("[System.Serializable] class Net;")]
    public void Networks_and_classes_without_layers_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(source);

    [Theory]
    [InlineData("[Networ] [Input(4)] [Dense(3)] partial class Net;")]
    [InlineData("[Input(4)] [Dense(3)] struct Net;")]
    [InlineData("partial class Net { [Input(4), Dense(3)] void Run() { } }")]
    public void Nothing_is_added_if_the_compiler_reports_the_error(string source) => AnalyzerCheck.Reports(source);

    [Theory]
    [InlineData("[Input(4)] [Dense(3)] partial class Net;", "[Network, Input(4)] [Dense(3)] partial class Net;")]
    [InlineData("// Of mine.\n[FcGen.Input(4)]\n[FcGen.Dense(3)]\npartial class Net;", "// Of mine.\n[FcGen.Network, FcGen.Input(4)]\n[FcGen.Dense(3)]\npartial class Net;")]
    [InlineData("[FcGen.Sequence(10, 4)] [FcGen.Transpose] partial class Net;", "[FcGen.Network, FcGen.Sequence(10, 4)] [FcGen.Transpose] partial class Net;")]
    [InlineData("[System.Serializable, Input(4), Dense(3)] partial class Net;", "[System.Serializable, Network, Input(4), Dense(3)] partial class Net;")]
    public void It_is_put_before_the_first(string source, string repaired)
    {
        CodeFixCheck.Fixes(source, Title, repaired);
        AnalyzerCheck.ReportsNothing(repaired);
    }

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        ["[Input(4), Dense(3)] partial class A;\n[Input(4)]\n[Dense(3)]\npartial class B;", "[Input(2), Tanh] partial class C;"],
        "FCG026.network",
        ["[Network, Input(4), Dense(3)] partial class A;\n[Network, Input(4)]\n[Dense(3)]\npartial class B;", "[Network, Input(2), Tanh] partial class C;"]);

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.ReportsNothing("#pragma warning disable FCG026\n[Input(4)] [Dense(3)] partial class Net;");
}
