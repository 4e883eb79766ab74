using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Checks the diagnostics for a trainer of <c>Net</c>, which has 4 inputs, unless stated otherwise, and the given layers.</summary>
internal static class LossCheck
{
    /// <inheritdoc cref="AnalyzerCheck.Reports(string, string[])"/>
    public static void Reports(string layers, string loss, params string[] messages) => AnalyzerCheck.Reports(Program(layers, loss), messages);

    /// <inheritdoc cref="AnalyzerCheck.ReportsNothing"/>
    public static void ReportsNothing(string layers, string loss) => AnalyzerCheck.ReportsNothing(Program(layers, loss));

    /// <inheritdoc cref="CodeFixCheck.Fixes(string, string, string)"/>
    public static void Fixes((string Layers, string Loss) mistake, string title, (string Layers, string Loss) repaired) =>
        CodeFixCheck.Fixes(Program(mistake.Layers, mistake.Loss), title, Program(repaired.Layers, repaired.Loss));

    /// <inheritdoc cref="CodeFixCheck.Offers"/>
    public static void Offers(string layers, string loss, params string[] titles) => CodeFixCheck.Offers(Program(layers, loss), titles);

    /// <summary>Returns a program that creates a trainer with a loss.</summary>
    public static string Program(string layers, string loss, string input = "Input(4)") =>
        $$"""
        using System;

        static class Program
        {
            public static Trainer<Net> Train(Loss any) => new Trainer<Net>(new Net(), {{loss}}, new Adam(), 8);
        }

        class Own : Loss
        {
            public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) => 0;
        }

        [Network]
        [{{input}}]
        [{{layers}}]
        sealed partial class Net;
        """;
}
