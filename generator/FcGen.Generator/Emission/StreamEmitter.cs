using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>
/// Writes State, CreateState, Step, Steps and Settle of a network on sequences. They are errors to call if a layer looks ahead.
/// </summary>
internal static class StreamEmitter
{
    private const string Features = "global::System.ReadOnlySpan<float> features";
    private const string Base = "global::FcGen.StreamState";
    private const string StepPass = "StepPass";
    private const string StepsPass = "StepsPass";
    private const string Passes = "global::FcGen.Runtime.StreamPasses";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        if (plan.Stream is not { } stream)
        {
            return;
        }

        EmitSizes(writer, plan, stream);
        EmitState(writer, plan.Spec.Type.FullName, stream.RecurrentFloats, stream.Floats);
        string problem = stream.Problem is null ? string.Empty : $"This network cannot run step by step. {stream.Problem}";
        EmitMember(writer, problem, "State CreateState()", () => writer.Line("return new State();"));
        EmitMember(writer, problem, $"void Step({Features}, global::System.Span<float> output, State state)", () => EmitStep(writer, plan), isOptimized: true);
        EmitMember(writer, problem, $"void Steps({Features}, global::System.Span<float> outputs, State state)", () => EmitSteps(writer, plan), isOptimized: true);
        EmitMember(writer, problem, $"bool Settle({Features}, State state)", () => EmitSettle(writer, plan));
        if (stream.Problem is null)
        {
            EmitAdvance(writer, plan);
            EmitPasses(writer, plan, stream);
        }
    }

    private static int InputSize(NetworkPlan plan) => plan.Spec.Input.Channels;

    private static int OutputSize(NetworkPlan plan) => plan.Spec.Output.Channels;

    /// <summary>The interface of a network that runs step by step in a list of bases; empty for others.</summary>
    public static string Interface(NetworkPlan plan) => plan.Stream is { Problem: null } ? $", {InterfaceOf(plan)}" : string.Empty;

    private static string InterfaceOf(NetworkPlan plan) =>
        $"global::FcGen.IStreamNetwork<{plan.Spec.Type.FullName}, {plan.Spec.Type.FullName}.{GeneratedMember.StreamState}>";

    private static void EmitSizes(IndentedWriter writer, NetworkPlan plan, StreamPlan stream)
    {
        (string Name, int Value, string Summary)[] sizes =
        [
            ("StepInputSize", InputSize(plan), "The number of features of a step"),
            ("StepOutputSize", OutputSize(plan), "The number of outputs of a step"),
        ];
        foreach ((string name, int value, string summary) in sizes)
        {
            writer.Line();
            writer.Line($"/// <summary>{summary}.</summary>");
            writer.Line(GeneratedMember.FieldAttribute);
            writer.Line($"public const int {name} = {value};");
            if (stream.Problem is null)
            {
                writer.Line();
                writer.Line(GeneratedMember.Attributes);
                writer.Line($"static int {InterfaceOf(plan)}.{name} => {name};");
            }
        }
    }

    /// <summary>Writes the class of states.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="type">The full name of the network.</param>
    /// <param name="recurrentFloats">The floats of hidden values and cells.</param>
    /// <param name="floats">The floats of the whole state.</param>
    public static void EmitState(IndentedWriter writer, string type, int recurrentFloats, int floats)
    {
        writer.Line();
        writer.Line("/// <summary>The state of a stream: everything that the network remembers of earlier steps. The caller owns it.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public sealed class State : {Base}"))
        {
            writer.Line("/// <summary>The number of floats in a state.</summary>");
            writer.Line($"public const int FloatCount = {floats};");
            writer.Line();
            using (writer.Block($"internal State() : base(typeof({type}), {recurrentFloats}, FloatCount)"))
            {
            }

            writer.Line();
            writer.Line("/// <summary>Copies the state to another one, which then continues the same stream.</summary>");
            writer.Line("/// <param name=\"other\">Receives the state.</param>");
            writer.Line("public void CopyTo(State other) => CopyFloatsTo(other);");
        }
    }

    /// <summary>Writes a public member. If the network cannot run step by step, calling it is an error with the reason.</summary>
    private static void EmitMember(IndentedWriter writer, string problem, string declaration, Action body, bool isOptimized = false)
    {
        writer.Line();
        string name = declaration.Substring(0, declaration.IndexOf('(')).Split(' ')[1];
        writer.Line($"/// <inheritdoc{(problem.Length > 0 ? $" cref=\"global::FcGen.IStreamNetwork{{TSelf, TState}}.{name}\"" : string.Empty)}/>");
        writer.Line(GeneratedMember.Attributes);
        if (problem.Length > 0)
        {
            UnavailableMember.Emit(writer, declaration, problem);
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

    private static void EmitStep(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line($"global::FcGen.Runtime.NetworkGuard.Length(features.Length, StepInputSize, \"features\");");
        writer.Line($"global::FcGen.Runtime.NetworkGuard.Length(output.Length, StepOutputSize, \"output\");");
        writer.Line("global::FcGen.Runtime.NetworkGuard.Overlap(features, output);");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        InferenceEmitter.EmitDerivation(writer, plan);
        writer.Line($"{Passes}.Step<{StepPass}>(ref _state.Reference, state, {InferenceEmitter.First("features")}, {InferenceEmitter.First("output")});");
    }

    private static void EmitSteps(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line(
            $"int steps = global::FcGen.Runtime.NetworkGuard.Samples(features.Length, StepInputSize, outputs.Length, StepOutputSize, \"features\", \"outputs\");");
        writer.Line("global::FcGen.Runtime.NetworkGuard.Overlap(features, outputs);");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        InferenceEmitter.EmitDerivation(writer, plan);
        writer.Line($"{Passes}.Run<{StepsPass}>(ref _state.Reference, state, {InferenceEmitter.First("features")}, {InferenceEmitter.First("outputs")}, steps);");
    }

    private static void EmitSettle(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line($"global::FcGen.Runtime.NetworkGuard.Length(features.Length, StepInputSize, \"features\");");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        InferenceEmitter.EmitDerivation(writer, plan);
        writer.Line($"return {Passes}.Settle<{StepsPass}>(ref _state.Reference, state, features);");
    }

    /// <summary>Writes what trainers call to continue a stream.</summary>
    private static void EmitAdvance(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"void global::FcGen.INetwork<{plan.Spec.Type.FullName}>.AdvanceStream(global::System.ReadOnlySpan<float> input, {Base} state)"))
        {
            InferenceEmitter.EmitDerivation(writer, plan);
            writer.Line($"{Passes}.Advance<{StepsPass}>(ref _state.Reference, state, input);");
        }
    }

    private static void EmitPasses(IndentedWriter writer, NetworkPlan plan, StreamPlan stream)
    {
        EmitPass(writer, plan, stream, StepPass, steps: 1);
        EmitPass(writer, plan, stream, StepsPass, Budget.StreamSteps);
        if (stream.Body is not null)
        {
            EmitBody(writer, stream, steps: 1);
            EmitBody(writer, stream, Budget.StreamSteps);
        }

        if (stream.Head is not null)
        {
            InferenceEmitter.EmitPass(writer, stream.Head, "StepVector", isSample: true);
        }
    }

    /// <summary>Writes the pass of one step or of several.</summary>
    private static void EmitPass(IndentedWriter writer, NetworkPlan plan, StreamPlan stream, string name, int steps)
    {
        // First the values between the layers of all steps, then the outputs of the body, then the values between the layers of its end.
        int body = Padding.Align((stream.Body?.FloatsPerRow ?? 0) * steps);
        int vector = stream is { Body: not null, Head: not null } ? stream.Body.Values[stream.Body.Output].Layout.Channels : 0;
        int vectors = Padding.Align(vector * steps);
        int head = stream.Head?.Inference.FloatsPerRow ?? 0;
        writer.Line();
        writer.Line($"/// <summary>{(steps == 1 ? "One step" : $"At most {steps} steps")}.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"private readonly struct {name} : global::FcGen.Runtime.IStreamPass"))
        {
            (string Name, int Value)[] sizes =
            [
                ("ScratchFloats", body + vectors + head),
                ("MostSteps", steps),
                ("LookBack", stream.RingLookBack),
                ("InputSize", InputSize(plan)),
                ("OutputSize", OutputSize(plan)),
            ];
            foreach ((string member, int value) in sizes)
            {
                writer.Line($"public static int {member} => {value};");
                writer.Line();
            }

            InferenceEmitter.OptimizedAttribute(writer);
            using (writer.Block(
                "public static void Run(ref float parameters, ref float state, int position, ref float input, ref float output, ref float scratch, int rows)"))
            {
                EmitRun(writer, plan, stream, steps, body, vector, body + vectors);
            }
        }
    }

    /// <summary>Writes the computation of some steps.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="plan">The plan of the network.</param>
    /// <param name="stream">Its plan for steps.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="vectors">The place of the outputs of the body.</param>
    /// <param name="vector">Number of values of one of them.</param>
    /// <param name="end">The place of values between the layers of the end.</param>
    private static void EmitRun(IndentedWriter writer, NetworkPlan plan, StreamPlan stream, int steps, int vectors, int vector, int end)
    {
        int size = InputSize(plan);
        (string method, string rows) = steps == 1 ? ("StepRow", string.Empty) : ("StepRows", ", rows");
        if (stream.Head is null)
        {
            writer.Line(stream.Body is null
                ? $"global::FcGen.Layers.Rows.Copy(ref input, {size}, ref output, {size}, {size}, rows);"
                : $"{method}(ref parameters, ref state, position, ref input, ref output, ref scratch{rows});");
            return;
        }

        if (stream.Body is not null)
        {
            writer.Line($"ref float vectors = ref Unsafe.Add(ref scratch, {vectors});");
            writer.Line($"{method}(ref parameters, ref state, position, ref input, ref vectors, ref scratch{rows});");
        }

        string x = stream.Body is null ? "input" : "vectors";
        if (steps == 1)
        {
            writer.Line($"StepVector(ref parameters, ref {x}, ref output, ref Unsafe.Add(ref scratch, {end}));");
            return;
        }

        using (writer.Block("for (int step = 0; step < rows; step++)"))
        {
            writer.Line(
                $"StepVector(ref parameters, ref Unsafe.Add(ref {x}, step * {(stream.Body is null ? size : vector)}), ref Unsafe.Add(ref output, step * {OutputSize(plan)}), ref Unsafe.Add(ref scratch, {end}));");
        }
    }

    /// <summary>Writes the operations for one step or for several.</summary>
    private static void EmitBody(IndentedWriter writer, StreamPlan stream, int steps)
    {
        Schedule body = stream.Body!;
        var names = new OperandNames(body, isTraining: false, isSample: steps == 1);
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        InferenceEmitter.OptimizedAttribute(writer);
        (string method, string rows) = steps == 1 ? ("StepRow", string.Empty) : ("StepRows", ", int rows");
        using (writer.Block(
            $"private static void {method}(ref float parameters, ref float state, int position, ref float input, ref float output, ref float scratch{rows})"))
        {
            IEnumerable<(string, string)> references = body.Values
                .Where(value => value.Place == Place.Scratch)
                .Select(value => ($"value{value.Id}", $"Unsafe.Add(ref scratch, {value.Offset * steps})"))
                .Append(("rings", $"Unsafe.Add(ref state, {stream.RecurrentFloats})"));
            MethodBody.Emit(writer, names, references, () =>
            {
                foreach (Operation operation in body.Operations)
                {
                    writer.Line();
                    writer.Line($"// {operation.Describe(names)}");
                    operation.EmitForward(writer, names);
                }
            });
        }
    }
}
