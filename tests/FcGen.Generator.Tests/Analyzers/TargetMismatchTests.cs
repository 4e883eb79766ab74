using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG015: a trainer whose loss expects targets is given class labels, or vice versa.</summary>
public sealed class TargetMismatchTests
{
    private const string Labels = "expects targets, but Trainer.Step is given class labels: use SoftmaxCrossEntropy, or pass 3 targets for each sample";

    [Theory]
    [InlineData("MeanSquaredError", "MeanSquaredError " + Labels)]
    [InlineData("MeanAbsoluteError", "MeanAbsoluteError " + Labels)]
    [InlineData("Huber", "Huber " + Labels)]
    [InlineData("BinaryCrossEntropyWithLogits", "BinaryCrossEntropyWithLogits " + Labels)]
    public void Labels_of_a_step(string loss, string message) =>
        AnalyzerCheck.Reports(Program($"new Trainer<Net>(new Net(), new {loss}(), new Adam(), 8).Step(x, {{|FCG015:labels|}});"), message);

    [Theory]
    [InlineData("trainer.ComputeGradients(x, {|FCG015:new int[8]|});")]
    [InlineData("trainer.Step(labels: {|FCG015:labels.AsSpan(0, 8)|}, inputs: x);")]
    [InlineData("_ = trainer?.Step(x, {|FCG015:[1, 2]|});")]
    [InlineData("foreach (int i in labels) { trainer.Step(x, {|FCG015:labels|}); }")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromCsv(name)|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromCsv(name, null)|}, new FitOptions { Epochs = 3 });")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromCsv(name, new CsvOptions { HasHeader = true, LabelColumn = 0 })|});")]
    [InlineData("var data = DataSet.FromIdx(name, name).Scale(0.1f); trainer.Fit({|FCG015:data|});")]
    [InlineData("DataSet data = new(x, labels); trainer.Evaluate({|FCG015:data|});")]
    [InlineData("(DataSet train, DataSet test) = DataSet.FromCsv(name).Split(0.8); trainer.Fit({|FCG015:train|}); trainer.Evaluate({|FCG015:test|});")]
    [InlineData("var (train, _) = new DataSet(x, labels).Standardize(); trainer.Fit({|FCG015:train|});")]
    [InlineData("var parts = new DataSet(x, labels).Split(0.5); trainer.Fit({|FCG015:parts.Train|});")]
    [InlineData("trainer.Fit({|FCG015:new DataSet(x, labels).Split(0.5).Test|});")]
    [InlineData("foreach ((DataSet train, DataSet validation) in new DataSet(x, labels).KFold(5)) { trainer.Fit({|FCG015:train|}); }")]
    [InlineData("trainer.Fit(any, new FitOptions { Validation = {|FCG015:new DataSet(x, labels)|} });")]
    [InlineData("var options = new FitOptions { Validation = {|FCG015:DataSet.FromCsv(name)|} }; trainer.Fit(any, options);")]
    [InlineData("trainer.Fit({|FCG015:StreamedDataSet.OpenLabeledRows(name, 4, 3)|}); trainer.Fit({|FCG015:StreamedDataSet.OpenIdx(name, name)|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.From(labels, i => [i], i => i)|}); trainer.Fit({|FCG015:DataSet.From(labels, i => [i], i => name)|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromNpy(name, name)|}); trainer.Fit({|FCG015:DataSet.FromNpz(name, name, name)|});")]
    public void Labels_however_they_are_given(string statements) =>
        AnalyzerCheck.Reports(Program("var trainer = new Trainer<Net>(new Net(), new MeanSquaredError(), new Adam(), 8); " + statements));

    [Theory]
    [InlineData("float a = new Trainer<Net>(new Net(), new Huber(), new Adam(), 8).Step(x, {|FCG015:labels|});")]
    [InlineData("Loss loss = new Huber(); var trainer = new Trainer<Net>(new Net(), loss, new Adam(), 8) { Seed = 1 }; trainer.Step(x, {|FCG015:labels|}); trainer.EndEpoch();")]
    [InlineData("_trainer.Step(x, {|FCG015:labels|});")]
    [InlineData("_static.Step(x, {|FCG015:labels|});")]
    public void The_loss_is_found_where_the_trainer_is_made(string statements) => AnalyzerCheck.Reports(Program(statements));

    [Theory]
    [InlineData("trainer.Step(x, {|FCG015:new float[24]|});", "NegativeLogLikelihood expects class labels, but Trainer.Step is given targets: pass one label for each sample")]
    [InlineData("trainer.Fit({|FCG015:new DataSet(x, x, count: 8)|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromCsv(name, new CsvOptions { TargetColumns = [4, 5, 6] })|});")]
    [InlineData("trainer.Evaluate({|FCG015:StreamedDataSet.OpenRows(name, 4, 3)|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.From(labels, i => [i], i => new float[] { i, i, i })|});")]
    [InlineData("trainer.Fit({|FCG015:DataSet.FromNpyWithTargets(name, name)|}); trainer.Fit({|FCG015:DataSet.FromNpzWithTargets(name, name, name)|});")]
    public void Targets_for_a_loss_that_needs_labels(string statements, params string[] messages) => AnalyzerCheck.Reports(
        Program("var trainer = new Trainer<LogNet>(new LogNet(), new NegativeLogLikelihood(), new Adam(), 8); " + statements), messages);

    [Theory]
    [InlineData("Net", "MeanSquaredError", "trainer.Step(x, new float[x.Length / 4 * 3]); trainer.Fit(new DataSet(x, x, 8));")]
    [InlineData("Net", "SoftmaxCrossEntropy", "trainer.Step(x, labels); trainer.Step(x, x); trainer.Fit(new DataSet(x, labels)); trainer.Fit(new DataSet(x, x, 8));")]
    [InlineData("LogNet", "NegativeLogLikelihood", "trainer.Step(x, labels); trainer.Fit(DataSet.FromCsv(name));")]
    [InlineData("OneNet", "BinaryCrossEntropyWithLogits", "trainer.Step(x, labels); trainer.Fit(DataSet.FromCsv(name)); trainer.Evaluate(DataSet.FromIdx(name, name));")]
    [InlineData("Net", "MeanSquaredError", "trainer.Fit(any); trainer.Evaluate(set); trainer.Fit(Load());")]
    [InlineData("Net", "MeanSquaredError", "trainer.Fit(DataSet.From(new[] { name }));")]
    [InlineData("Net", "MeanSquaredError", "trainer.Fit(DataSet.FromCsv(name, options)); trainer.Fit(DataSet.FromCsv(name, new CsvOptions { TargetColumns = columns }));")]
    [InlineData("Net", "MeanSquaredError", "trainer.Fit(DataSet.FromCsv(name, new CsvOptions { TargetColumns = [4, 5, 6] }).Scale(2));")]
    [InlineData("Net", "MeanSquaredError", "var data = new DataSet(x, labels); if (x.Length > 8) { data = set; } trainer.Fit(data);")]
    [InlineData("Net", "MeanSquaredError", "var (train, test) = new DataSet(x, labels).Split(0.5); (train, test) = set.Split(0.5); trainer.Fit(train);")]
    [InlineData("Net", "MeanSquaredError", "DataSet data; data = x.Length > 8 ? new DataSet(x, labels) : set; trainer.Fit(data);")]
    [InlineData("Net", "MeanSquaredError", "trainer.GetGradient(name, x); trainer.ApplyGradients();")]
    [InlineData("Net", "MeanSquaredError", "if (false) { trainer.Step(x, labels); }")]
    [InlineData("Net", "MeanSquaredError", "Assert.Throws(() => trainer.Step(x, labels));")]
    public void Matching_or_uncertain_code_is_not_reported(string network, string loss, string statements) => AnalyzerCheck.Reports(
        Program($"var trainer = new Trainer<{network}>(new {network}(), new {loss}(), new Adam(), 8); {statements}"));

    [Theory]
    [InlineData("given.Step(x, labels);")]
    [InlineData("Loss loss = x.Length > 8 ? new Huber() : new SoftmaxCrossEntropy(); new Trainer<Net>(new Net(), loss, new Adam(), 8).Step(x, labels);")]
    [InlineData("new Trainer<Net>(new Net(), new Own(), new Adam(), 8).Step(x, labels);")]
    [InlineData("var t = new Trainer<Net>(new Net(), new Huber(), new Adam(), 8); t = given; t.Step(x, labels);")]
    [InlineData("new Trainer(1).Step(x, labels);")]
    [InlineData("_mutable.Step(x, labels);")]
    public void A_trainer_or_loss_that_is_not_certain_is_not_reported(string statements) => AnalyzerCheck.Reports(Program(statements));

    [Fact]
    public void The_fix_changes_the_loss() => CodeFixCheck.Fixes(
        Program("var trainer = new Trainer<Net>(new Net(), new FcGen.MeanSquaredError(), new Adam(), 8);\ntrainer.Step(x, labels);"),
        "Change the loss to SoftmaxCrossEntropy",
        Program("var trainer = new Trainer<Net>(new Net(), new FcGen.SoftmaxCrossEntropy(), new Adam(), 8);\ntrainer.Step(x, labels);"));

    [Fact]
    public void All_calls_of_a_trainer_are_repaired_together() => CodeFixCheck.FixesAll(
        Program("var a = new Trainer<Net>(new Net(), new Huber(), new Adam(), 8); a.Step(x, labels); a.Step(x, labels); var b = new Trainer<LogNet>(new LogNet(), new MeanSquaredError(), new Adam(), 8); b.Fit(new DataSet(x, labels));"),
        "FCG015.loss",
        Program("var a = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8); a.Step(x, labels); a.Step(x, labels); var b = new Trainer<LogNet>(new LogNet(), new NegativeLogLikelihood(), new Adam(), 8); b.Fit(new DataSet(x, labels));"));

    [Theory]
    [InlineData("new Trainer<Net>(new Net(), new Huber(0.5f), new Adam(), 8).Step(x, labels);")]
    [InlineData("new Trainer<OneNet>(new OneNet(), new MeanSquaredError(), new Adam(), 8).Step(x, labels);")]
    [InlineData("new Trainer<SoftNet>(new SoftNet(), new MeanSquaredError(), new Adam(), 8).Step(x, labels);")]
    [InlineData("new Trainer<LogNet>(new LogNet(), new NegativeLogLikelihood(), new Adam(), 8).Step(x, x);")]
    [InlineData("MeanSquaredError loss = new MeanSquaredError(); var a = new Trainer<Net>(new Net(), loss, new Adam(), 8); a.Step(x, labels);")]
    public void There_is_no_fix_where_the_loss_is_not_certain(string statements) => CodeFixCheck.Offers(Program(statements));

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.Reports("#pragma warning disable FCG015\n" + Program("_trainer.Step(x, labels);"));

    private static string Program(string statements) =>
        $$"""
        using System;
        using System.Collections.Generic;

        class Program
        {
            private static readonly Trainer<Net> _static = new(new Net(), new MeanSquaredError(), new Adam(), 8);
            private readonly Trainer<Net> _trainer = new(new Net(), new MeanSquaredError(), new Adam(), 8);
            private Trainer<Net> _mutable = new(new Net(), new MeanSquaredError(), new Adam(), 8);

            public Program() => _mutable = new(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8);

            public Program(int unused) : this() { }

            static DataSet Load() => throw new NotSupportedException();

            void Run(Trainer<Net> given, float[] x, int[] labels, string name, DataSource any, DataSet set, CsvOptions options, CsvColumns? columns)
            {
                {{statements}}
            }
        }

        static class Assert { public static void Throws(Func<object> code) { } }

        class Trainer(int unused) { public int Step(float[] x, int[] labels) => x.Length + labels.Length + unused; }

        class Own : Loss
        {
            public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) => 0;
        }

        [Network, Input(4), Dense(3)] partial class Net;
        [Network, Input(4), Dense(3), LogSoftmax] partial class LogNet;
        [Network, Input(4), Dense(3), Softmax] partial class SoftNet;
        [Network, Input(4), Dense(1)] partial class OneNet;
        """;
}
