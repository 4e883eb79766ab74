using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>
/// Writes Classify and PredictProbabilities. They are errors to call if the output is not a vector: there is no largest of all values.
/// </summary>
internal static class ClassEmitter
{
    /// <summary>The outputs that are kept on the stack without a check, if threads share a sample.</summary>
    private const int MostStackOutputs = 1024;

    private const string Input = "global::System.ReadOnlySpan<float> input";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        EmitMember(writer, plan, $"int Classify({Input})", () => EmitClassify(writer, plan), isOptimized: true);
        EmitMember(writer, plan, $"int Classify({Input}, global::System.Span<float> output)", () =>
        {
            writer.Line("Forward(input, output);");
            writer.Line($"return {ClassOf(plan, InferenceEmitter.First("output"), "output[0]")};");
        });
        EmitMember(writer, plan, $"void PredictProbabilities({Input}, global::System.Span<float> probabilities)", () =>
        {
            writer.Line("Forward(input, probabilities);");
            EmitConversion(writer, plan);
        });
        EmitMember(writer, plan, $"float[] PredictProbabilities({Input})", () =>
        {
            writer.Line("float[] probabilities = Predict(input);");
            EmitConversion(writer, plan);
            writer.Line("return probabilities;");
        });
    }

    /// <summary>The scratch memory of Classify: that of a sample, and its outputs.</summary>
    public static int Scratch(NetworkPlan plan) => plan.Inference.FloatsPerRow + Padding.RoundUp(plan.Spec.Output.Size);

    /// <summary>Whether one sample and its outputs use so much scratch memory that the remaining stack must be checked.</summary>
    public static bool RunsInPass(NetworkPlan plan) => plan.Spec.Output.IsVector && Scratch(plan) > Budget.UncheckedFloats;

    public static void EmitPass(IndentedWriter writer, NetworkPlan plan)
    {
        if (!RunsInPass(plan))
        {
            return;
        }

        const string Summary = "One sample, whose result is the index of the largest output; none when it is only prepared.";
        InferenceEmitter.EmitPassType(writer, "ClassifyPass", "IPass", Summary, Scratch(plan), [], () =>
        {
            using (writer.Block("if (samples > 0)"))
            {
                writer.Line($"ref float outputs = ref Unsafe.Add(ref scratch, {InferenceEmitter.SampleScratch(plan)});");
                writer.Line("ForwardSample(ref parameters, ref input, ref outputs, ref scratch);");
                writer.Line($"Unsafe.As<float, int>(ref output) = {ClassOf(plan, "ref outputs", "outputs")};");
            }
        });
    }

    private static void EmitMember(IndentedWriter writer, NetworkPlan plan, string declaration, Action body, bool isOptimized = false)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        if (!plan.Spec.Output.IsVector)
        {
            UnavailableMember.Emit(writer, declaration, $"A class is the largest value of a vector, but the output of this network is {plan.Spec.Output.Describe()}.");
            return;
        }

        if (isOptimized)
        {
            InferenceEmitter.OptimizedAttribute(writer);
        }

        using (writer.Block($"public {declaration}"))
        {
            body();
        }
    }

    private static void EmitClassify(IndentedWriter writer, NetworkPlan plan)
    {
        string input = InferenceEmitter.First("input");
        writer.Line("global::FcGen.Runtime.NetworkGuard.Length(input.Length, InputSize, \"input\");");
        InferenceEmitter.EmitDerivation(writer, plan);
        if (plan.HasParts && plan.Spec.Output.Size <= MostStackOutputs)
        {
            InferenceEmitter.EmitThreads(writer, "threads > 1", () =>
            {
                writer.Line("global::System.Span<float> outputs = stackalloc float[OutputSize];");
                writer.Line("return Classify(input, outputs);");
            });
        }

        if (RunsInPass(plan))
        {
            writer.Line("Unsafe.SkipInit(out int index);");
            writer.Line($"global::FcGen.Runtime.Scratch.Run<ClassifyPass>(ref _state.Reference, {input}, ref Unsafe.As<int, float>(ref index), 1);");
            writer.Line("return index;");
            return;
        }

        InferenceEmitter.EmitScratch(writer, Scratch(plan));
        writer.Line($"ref float output = ref Unsafe.Add(ref scratch, {InferenceEmitter.SampleScratch(plan)});");
        writer.Line($"ForwardSample(ref _state.Reference, {input}, ref output, ref scratch);");
        writer.Line($"return {ClassOf(plan, "ref output", "output")};");
    }

    /// <summary>The class that the outputs predict.</summary>
    private static string ClassOf(NetworkPlan plan, string outputs, string first) => plan.Spec.Output.Size == 1
        ? $"global::FcGen.Layers.Rows.ClassOf({first}, {SourceText.Literal(plan.Spec.DecisionThreshold)})"
        : $"global::FcGen.Layers.Rows.IndexOfMax({outputs}, OutputSize)";

    /// <summary>Writes the conversion of outputs to probabilities in place.</summary>
    private static void EmitConversion(IndentedWriter writer, NetworkPlan plan)
    {
        string? conversion = plan.Spec.OutputKind switch
        {
            OutputKind.Probabilities => null,
            OutputKind.LogProbabilities => "Exp(probabilities, probabilities)",
            _ when plan.Spec.Output.Size == 1 => "Sigmoid(probabilities, probabilities)",
            _ => "Softmax(probabilities, probabilities, OutputSize)",
        };
        if (conversion is not null)
        {
            writer.Line($"global::FcGen.Probabilities.{conversion};");
        }
    }
}
