using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG028: a network with batch norm is trained on batches of one sample.</summary>
public sealed class BatchOfOneTests
{
    [Theory]
    [InlineData(
        "_ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), batchSize: {|FCG028:1|});",
        "'Net' cannot be trained on batches of one sample, because layer 1 'norm' (BatchNorm) needs the variance of the batch: use a batch size of at least 2, or LayerNorm")]
    [InlineData("Trainer<Net> trainer = new(new Net(), new SoftmaxCrossEntropy(), new Adam(), {|FCG028:One|});")]
    [InlineData(
        "_ = new Trainer<Mixed>(new Mixed(), new SoftmaxCrossEntropy(), new Adam(), {|FCG028:1|});",
        "'Mixed' cannot be trained on batches of one sample, because layer 2 'last' (BatchNorm) needs the variance of the batch: use a batch size of at least 2, or LayerNorm")]
    [InlineData("_ = new Trainer<Net>(batchSize: {|FCG028:3 - 2|}, loss: any, network: new Net(), optimizer: new Adam()) { L2 = 1 };")]
    public void The_batch_size_of_a_trainer(string statements, params string[] messages) => AnalyzerCheck.Reports(Program(statements), messages);

    [Theory]
    [InlineData(
        "own.Step({|FCG028:new float[4]|}, new int[1]);",
        "'Net' cannot be trained on batches of one sample, because layer 1 'norm' (BatchNorm) needs the variance of the batch: use a batch size of at least 2, or LayerNorm")]
    [InlineData("_ = own.ComputeGradients({|FCG028:[1, 2, 3, 4]|}, labels);")]
    [InlineData("own.Step(labels: labels, inputs: {|FCG028:x.AsSpan(0, Net.InputSize)|});")]
    public void The_samples_of_a_step(string statements, params string[] messages) => AnalyzerCheck.Reports(
        Program("var own = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 8); " + statements), messages);

    [Theory]
    [InlineData("_ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), batchSize: 2);")]
    [InlineData("_ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), n);")]
    [InlineData("_ = new Trainer<Plain>(new Plain(), new SoftmaxCrossEntropy(), new Adam(), 1);")]
    [InlineData("if (false) { _ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 1); }")]
    [InlineData("Assert.Throws(() => new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 1).Step(x, labels));")]
    [InlineData("trainer.Step(new float[8], new int[2]); trainer.Step(x, labels);")]
    [InlineData("net.Forward(new float[4], output); net.ForwardBatch(new float[4], output); net.Classify(new float[4]);")]
    [InlineData("trainer.Step(new float[4], labels);")]
    [InlineData("plain.Step(new float[4], new int[1]);")]
    [InlineData("var own = new Trainer<Sequenced>(new Sequenced(), new SoftmaxCrossEntropy(), new Adam(), 1); own.Step(new float[12], new int[1]);")]
    [InlineData("_ = new Trainer<Image>(new Image(), new SoftmaxCrossEntropy(), new Adam(), 1);")]
    public void More_samples_and_predictions_and_other_networks_are_not_reported(string statements) => AnalyzerCheck.Reports(Program(statements));

    [Fact]
    public void There_is_no_fix() =>
        CodeFixCheck.Offers(Program("_ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 1);"));

    [Fact]
    public void It_can_be_switched_off() =>
        AnalyzerCheck.Reports("#pragma warning disable FCG028\n" + Program("_ = new Trainer<Net>(new Net(), new SoftmaxCrossEntropy(), new Adam(), 1);"));

    private static string Program(string statements) =>
        $$"""
        using System;

        class Program
        {
            const int One = 1;

            static void Run(
                Trainer<Net> trainer, Trainer<Plain> plain, Net net, Loss any, float[] x, float[] output, int[] labels, int n)
            {
                {{statements}}
            }
        }

        static class Assert { public static void Throws(Func<object> code) { } }

        [Network, Input(4), Dense(8), BatchNorm(Name = "norm"), ReLU, Dense(3)] partial class Net;
        [Network, Input(4), Dense(8), LayerNorm, ReLU, Dense(3)] partial class Plain;
        [Network, Sequence(3, 4), Dense(8), BatchNorm, ReLU, Flatten, Dense(3)] partial class Sequenced;
        [Network, Input(3, 2, 2), BatchNorm, ReLU, Flatten, Dense(3)] partial class Image;
        [Network, Sequence(3, 4), BatchNorm, Flatten, BatchNorm(Name = "last"), Dense(3)] partial class Mixed;
        """;
}
