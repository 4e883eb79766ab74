using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>
/// Checks the diagnostics for statements that call <c>net</c>, a network of 64 inputs and 10 outputs, or its trainer, <c>trainer</c>. The
/// lengths of <c>any</c>, of <c>span</c> and of slices with <c>n</c> are unknown.
/// </summary>
internal static class CallCheck
{
    /// <inheritdoc cref="AnalyzerCheck.Reports(string, string[])"/>
    public static void Reports(string statements, params string[] messages) => AnalyzerCheck.Reports(Program(statements), messages);

    /// <inheritdoc cref="AnalyzerCheck.ReportsNothing"/>
    public static void ReportsNothing(string statements) => AnalyzerCheck.ReportsNothing(Program(statements));

    /// <inheritdoc cref="CodeFixCheck.Fixes(string, string, string)"/>
    public static void Fixes(string statements, string title, string expected) =>
        CodeFixCheck.Fixes(Program(statements), title, Program(expected));

    /// <inheritdoc cref="CodeFixCheck.FixesAll(string, string, string)"/>
    public static void FixesAll(string statements, string key, string expected) =>
        CodeFixCheck.FixesAll(Program(statements), key, Program(expected));

    /// <inheritdoc cref="CodeFixCheck.Offers"/>
    public static void Offers(string statements, params string[] titles) => CodeFixCheck.Offers(Program(statements), titles);

    private static string Program(string statements) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;

        static class Program
        {
            public const int Few = 63;
            public static readonly float[] Short = new float[63];
            public static readonly float[] Right = new float[64];
            public static float[] Mutable = new float[63];

            public static int[] Labels { get; } = [1, 2, 3];

            public static void Run(
                Net net, Trainer<Net> trainer, TrainingWorkspace workspace, float[] any, Span<float> span, int[] labels, int n, string name)
            {
                {{statements}}
            }
        }

        [InlineArray(63)]
        struct Row
        {
            private float _first;
        }

        [Network, Input(64)]
        [Dense(32, Name = "hidden"), BatchNorm(Name = "norm"), ReLU, Dense(10)]
        sealed partial class Net;
        """;
}
