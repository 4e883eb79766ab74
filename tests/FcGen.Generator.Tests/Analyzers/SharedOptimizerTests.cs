using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG029: one optimizer is shared between trainers.</summary>
public sealed class SharedOptimizerTests
{
    private const string Message =
        "'adam' already belongs to a trainer, and passing it to a second trainer throws an InvalidOperationException: create one optimizer per trainer";

    [Theory]
    [InlineData("var adam = new Adam(); var a = NEW(adam); var b = NEW({|FCG029:adam|});", Message)]
    [InlineData("var adam = new Adam(); var a = NEW(adam); var b = NEW({|FCG029:adam|}); var c = NEW({|FCG029:adam|});", Message, Message)]
    [InlineData("Optimizer adam = Make(); _ = NEW(adam); if (n > 0) { _ = NEW({|FCG029:adam|}); }")]
    [InlineData("Adam adam; adam = new Adam { LearningRate = 0.1f }; Use(NEW(adam)); Use(NEW({|FCG029:adam|}));")]
    [InlineData("_ = NEW(given); _ = NEW({|FCG029:given|});")]
    [InlineData("var adam = new Adam(); Use(NEW(adam), NEW({|FCG029:adam|}));")]
    [InlineData("var adam = new Adam(); Trainer<Net>[] all = [NEW(adam), NEW({|FCG029:adam|})];")]
    [InlineData("var adam = new Adam(); if (n > 0) { var a = NEW(adam); adam.LearningRate = 1; var b = NEW({|FCG029:adam|}); }")]
    [InlineData("_ = NEW(_field); _ = NEW({|FCG029:_field|});")]
    [InlineData("_ = NEW(this._field); _ = NEW({|FCG029:_field|}); _ = NEW(Static); _ = NEW({|FCG029:Static|});")]
    [InlineData("void Local() { var adam = new Adam(); var a = NEW(adam); var b = NEW({|FCG029:adam|}); } Local();")]
    [InlineData("foreach (int i in new int[n]) { var adam = new Adam(); var a = NEW(adam); var b = NEW({|FCG029:adam|}); }")]
    public void The_second_trainer(string statements, params string[] messages) => AnalyzerCheck.Reports(Program(statements), messages);

    [Theory]
    [InlineData("var adam = new Adam(); foreach (int i in new int[n]) { Use(NEW({|FCG029:adam|})); }", Message)]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { var trainer = NEW({|FCG029:adam|}); Use(trainer); }", Message)]
    [InlineData("while (n-- > 0) { Use(NEW({|FCG029:given|})); }")]
    [InlineData("do { Use(NEW({|FCG029:_field|})); } while (n-- > 0);")]
    public void A_trainer_in_each_round_of_a_loop(string statements, params string[] messages) => AnalyzerCheck.Reports(Program(statements), messages);

    [Theory]
    [InlineData("var adam = new Adam(); var other = new Adam(); _ = NEW(adam); _ = NEW(other); _ = NEW(new Adam());")]
    [InlineData("var adam = new Adam(); _ = NEW(adam); adam = new Adam(); _ = NEW(adam);")]
    [InlineData("var adam = new Adam(); Trainer<Net> a; if (n > 0) { a = NEW(adam); } else { a = NEW(adam); }")]
    [InlineData("var adam = new Adam(); if (n > 0) { Use(NEW(adam)); } if (n <= 0) { Use(NEW(adam)); }")]
    [InlineData("var adam = new Adam(); if (n > 0) { Use(NEW(adam)); return; } Use(NEW(adam));")]
    [InlineData("var adam = new Adam(); Use(n > 0 ? NEW(adam) : NEW(adam));")]
    [InlineData("var adam = new Adam(); Use(n switch { 1 => NEW(adam), _ => NEW(adam) });")]
    [InlineData("var adam = new Adam(); switch (n) { case 1: Use(NEW(adam)); break; default: Use(NEW(adam)); break; }")]
    [InlineData("var adam = new Adam(); try { Use(NEW(adam)); } catch (Exception) { Use(NEW(adam)); }")]
    [InlineData("var adam = new Adam(); Trainer<Net>? t = null; t ??= NEW(adam); t ??= NEW(adam);")]
    [InlineData("var adam = new Adam(); _ = NEW(adam); Assert.Throws(() => NEW(adam));")]
    [InlineData("var adam = new Adam(); _ = NEW(adam); Func<object> later = () => NEW(adam);")]
    [InlineData("var adam = new Adam(); Func<object> one = () => NEW(adam); Func<object> other = () => NEW(adam);")]
    [InlineData("var adam = new Adam(); _ = NEW(adam); return; _ = NEW(adam);")]
    [InlineData("for (int i = 0; i < n; i++) { var adam = new Adam(); Use(NEW(adam)); }")]
    [InlineData("Adam adam; for (int i = 0; i < n; i++) { adam = new Adam(); Use(NEW(adam)); }")]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { Use(NEW(adam)); break; }")]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { if (i == 3) { Use(NEW(adam)); } }")]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { try { Use(NEW(adam)); return; } catch (Exception) { } }")]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { if (i != 3) { continue; } Use(NEW(adam)); }")]
    [InlineData("var adam = new Adam(); for (int i = 0; i < n; i++) { Use(NEW(adam)); _ = i > 3 ? i : throw new Exception(); }")]
    [InlineData("var adam = new Adam(); do { Use(NEW(adam)); } while (false);")]
    [InlineData("foreach (Adam adam in new Adam[n]) { Use(NEW(adam)); }")]
    [InlineData("_ = NEW(_mutable); Reset(); _ = NEW(_mutable);")]
    [InlineData("_ = NEW(other._field); _ = NEW(_field);")]
    [InlineData("_ = new Own(given); _ = new Own(given); _ = NEW(given);")]
    public void Correct_or_uncertain_code_is_not_reported(string statements) => AnalyzerCheck.Reports(Program(statements));

    [Theory]
    [InlineData("static readonly Adam A = new(); readonly Trainer<Net> _a = NEW(A), _b = NEW({|FCG029:A|});")]
    [InlineData("static readonly Adam A = new(); static Trainer<Net> One { get; } = NEW(A); static readonly Trainer<Net> Other = NEW({|FCG029:A|});")]
    [InlineData("static readonly Adam A = new(); static readonly Trainer<Net> One = NEW(A); readonly Trainer<Net> _other = NEW(A);")]
    [InlineData("static readonly Adam A = new(); void First() { Use(NEW(A)); } void Second() { Use(NEW(A)); }")]
    [InlineData("static readonly Adam A = new(); readonly Lazy<object> _a = new(() => NEW(A)); readonly Trainer<Net> _b = NEW(A);")]
    public void Members(string members) => AnalyzerCheck.Reports(Program(string.Empty, members));

    [Fact]
    public void Top_level_statements() => AnalyzerCheck.Reports(
        """
        var adam = new Adam();
        var a = NEW(adam);
        var b = NEW({|FCG029:adam|});
        [Network, Input(4), Dense(3)] partial class Net;
        """.Replace("NEW(", "new Trainer<Net>(new Net(), new Huber(), batchSize: 8, optimizer: "));

    [Theory]
    [InlineData("var adam = new Adam(); var a = NEW(adam); var b = NEW(adam);", "new Adam()", "var adam = new Adam(); var a = NEW(adam); var b = NEW(new Adam());")]
    [InlineData(
        "Adam adam = new() { LearningRate = 1e-2f, Beta1 = 0.5f }; var a = NEW(adam); var b = NEW(adam);",
        "new Adam { LearningRate = 1e-2f, Beta1 = 0.5f }",
        "Adam adam = new() { LearningRate = 1e-2f, Beta1 = 0.5f }; var a = NEW(adam); var b = NEW(new Adam { LearningRate = 1e-2f, Beta1 = 0.5f });")]
    [InlineData(
        "var adam = new FcGen.Sgd { Momentum = 0.9f }; foreach (int i in new int[n]) { Use(NEW(adam)); }",
        "new Sgd { Momentum = 0.9f }",
        "var adam = new FcGen.Sgd { Momentum = 0.9f }; foreach (int i in new int[n]) { Use(NEW(new Sgd { Momentum = 0.9f })); }")]
    public void The_fix_makes_another(string statements, string optimizer, string repaired)
    {
        CodeFixCheck.Fixes(Program(statements), $"Change to {optimizer}", Program(repaired));
        AnalyzerCheck.Reports(Program(repaired));
    }

    [Theory]
    [InlineData("var adam = new Adam { LearningRate = n }; var a = NEW(adam); var b = NEW(adam);")]
    [InlineData("var adam = new Adam(); var a = NEW(adam); var b = NEW(adam); adam.LearningRate = 0.1f;")]
    [InlineData("Optimizer adam = Make(); var a = NEW(adam); var b = NEW(adam);")]
    [InlineData("_ = NEW(given); _ = NEW(given); _ = NEW(_field); _ = NEW(_field);")]
    public void There_is_no_fix_where_another_need_not_be_equal(string statements) => CodeFixCheck.Offers(Program(statements));

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        Program("var adam = new Adam(); var a = NEW(adam); var b = NEW(adam); var c = NEW(adam);"),
        "FCG029.value",
        Program("var adam = new Adam(); var a = NEW(adam); var b = NEW(new Adam()); var c = NEW(new Adam());"));

    [Fact]
    public void It_can_be_switched_off() =>
        AnalyzerCheck.Reports("#pragma warning disable FCG029\n" + Program("_ = NEW(given); _ = NEW(given);"));

    private static string Program(string statements, string members = "") =>
        $$"""
        using System;

        class Program
        {
            static readonly Sgd Static = new();
            readonly Adam _field = new();
            Adam _mutable = new();
            {{members}}

            void Reset() => _mutable = new();

            static Optimizer Make() => new Adam();

            static void Use(params object[] trainers) { }

            void Run(Optimizer given, Program other, int n)
            {
                {{statements}}
            }
        }

        class Own(Optimizer optimizer) { public Optimizer Optimizer => optimizer; }

        static class Assert { public static void Throws(Func<object> code) { } }

        [Network, Input(4), Dense(3)] partial class Net;
        """.Replace("NEW(", "new Trainer<Net>(new Net(), new Huber(), batchSize: 8, optimizer: ");
}
