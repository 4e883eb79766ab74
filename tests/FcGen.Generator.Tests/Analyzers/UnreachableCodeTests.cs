using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Rules about calls are silent in code that never runs, and only there.</summary>
public sealed class UnreachableCodeTests
{
    private const string Wrong = "net.Classify(new float[63])";

    [Theory]
    [InlineData("if (false) { WRONG; }")]
    [InlineData("if (false) WRONG;")]
    [InlineData("if (true) { } else { WRONG; }")]
    [InlineData("if (Few == 64) { WRONG; }")]
    [InlineData("if (Few == 64 && n > 0) { WRONG; }")]
    [InlineData("if (!(Few == 63 || n > 0)) { WRONG; }")]
    [InlineData("const bool Check = false; if (Check) { foreach (float x in any) { WRONG; } }")]
    [InlineData("return; WRONG;")]
    [InlineData("if (n > 0) { return; } else { throw new Exception(); } WRONG;")]
    [InlineData("throw new Exception(); WRONG;")]
    [InlineData("while (false) { WRONG; }")]
    [InlineData("while (true) { n++; } WRONG;")]
    [InlineData("for (; false;) { WRONG; }")]
    [InlineData("for (;;) { if (n > 0) { break; } continue; WRONG; }")]
    [InlineData("do { n++; break; WRONG; } while (n > 0);")]
    [InlineData("goto end; WRONG; end: n++;")]
    [InlineData("switch (1) { case 2: WRONG; break; }")]
    [InlineData("switch (Few) { case 64: WRONG; break; default: n++; break; }")]
    [InlineData("try { return; } finally { n++; } WRONG;")]
    [InlineData("if (false) { Action later = () => WRONG; later(); }")]
    [InlineData("if (false) { Action later = () => { n++; WRONG; }; later(); }")]
    [InlineData("Action later = () => { return; WRONG; }; later();")]
    [InlineData("void Local() { return; WRONG; } Local();")]
    [InlineData("if (false) { using var stream = new System.IO.MemoryStream(); WRONG; }")]
    public void Statements(string statements) => CallCheck.Reports(statements.Replace("WRONG", Wrong));

    [Theory]
    [InlineData("_ = true ? 0 : WRONG;")]
    [InlineData("_ = false ? 1 + WRONG : 0;")]
    [InlineData("_ = Few == 64 ? WRONG : 0;")]
    [InlineData("_ = false && WRONG > 0;")]
    [InlineData("_ = true || n > 0 && WRONG > 0;")]
    [InlineData("if (false && WRONG > 0) { n++; }")]
    [InlineData("_ = \"\" ?? WRONG.ToString();")]
    [InlineData("Func<int> later = () => false ? WRONG : 0; later();")]
    public void Expressions(string statements) => CallCheck.Reports(statements.Replace("WRONG", Wrong));

    [Theory]
    [InlineData("if (n > 0) { WRONG; }")]
    [InlineData("if (n > 0) { return; } WRONG;")]
    [InlineData("bool isOn = false; if (isOn) { WRONG; }")]
    [InlineData("while (n > 0) { WRONG; }")]
    [InlineData("while (true) { if (n > 0) { break; } } WRONG;")]
    [InlineData("_ = n > 0 ? WRONG : 0;")]
    [InlineData("_ = true ? WRONG : 0;")]
    [InlineData("_ = true && WRONG > 0;")]
    [InlineData("_ = false || WRONG > 0;")]
    [InlineData("_ = name ?? WRONG.ToString();")]
    [InlineData("if (WRONG > 0 && false) { n++; }")]
    [InlineData("switch (n) { case 2: WRONG; break; }")]
    [InlineData("Local(); return; void Local() { WRONG; }")]
    [InlineData("Local(); return; int Local() => WRONG;")]
    [InlineData("try { n++; } finally { WRONG; }")]
    [InlineData("try { throw new Exception(); } catch (Exception) { WRONG; }")]
    [InlineData("goto end; end: WRONG;")]
    [InlineData("Action later = () => WRONG; later(); return;")]
    public void Code_that_may_run_is_reported(string statements) =>
        CallCheck.Reports(statements.Replace("WRONG", "net.Classify({|FCG010:new float[63]|})"));

    [Fact]
    public void Code_that_directives_disable_is_not_reported() => CallCheck.ReportsNothing($"#if NEVER\n{Wrong};\n#endif\n");

    [Fact]
    public void In_top_level_statements() => AnalyzerCheck.Reports(
        """
        var net = new Net();
        if (args.Length > 0) { net.Classify({|FCG010:new float[3]|}); return; }
        throw new System.Exception();
        net.Classify(new float[3]);
        [Network, Input(4), Dense(2)] partial class Net;
        """);

    [Theory]
    [InlineData("if (false) { _ = new Trainer<Soft>(new Soft(), new SoftmaxCrossEntropy(), new Adam(), 8); }")]
    [InlineData("return; _ = new Trainer<Soft>(new Soft(), new SoftmaxCrossEntropy(), new Adam(), 8);")]
    public void Trainers(string statements) => AnalyzerCheck.Reports(
        $$"""
        class Program { static void Run() { {{statements}} } }
        [Network, Input(4), Dense(3), Softmax] sealed partial class Soft;
        """);
}
