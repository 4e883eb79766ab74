using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes sizes, constructors, parameters and tensors.</summary>
internal static class MembersEmitter
{
    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        string name = plan.Spec.Type.Name;
        EmitSizes(writer, plan);
        writer.Line();
        EmitTensorTable(writer, plan);
        writer.Line();
        if (plan.Storage.BuffersLength > 0)
        {
            writer.Line($"// {plan.Storage.ParametersLength} floats of parameters, {plan.Storage.BuffersLength} of buffers, and the values that predictions derive from both.");
        }

        writer.Line(GeneratedMember.FieldAttribute);
        writer.Line($"private readonly global::FcGen.Runtime.AlignedBuffer _state = new({plan.Storage.Length});");
        if (plan.Storage.HasDerived)
        {
            writer.Line(GeneratedMember.FieldAttribute);
            writer.Line("private global::FcGen.Runtime.Derivation _derivation;");
        }

        writer.Line(GeneratedMember.FieldAttribute);
        writer.Line("private int _maxDegreeOfParallelism = 1;");
        writer.Line();
        writer.Line("/// <summary>Creates the network with random weights from seed 0.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public {name}()"))
        {
            writer.Line("Initialize(0);");
        }

        writer.Line();
        writer.Line("/// <summary>Creates the network with random weights. The same seed yields the same weights on every machine.</summary>");
        writer.Line("/// <param name=\"seed\">The seed.</param>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public {name}(int seed)"))
        {
            writer.Line("Initialize(seed);");
        }

        writer.Line();
        writer.Line("/// <inheritdoc cref=\"global::FcGen.INetwork{TSelf}.Create\"/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"public static {plan.Spec.Type.FullName} Create(int seed) => new(seed);");
        writer.Line();
        EmitAccessors(writer);
        StateEmitter.Emit(writer, plan);
        writer.Line();
        EmitInitialize(writer, plan);
        PlanDocumentation.EmitToString(writer, plan);
    }

    private static void EmitSizes(IndentedWriter writer, NetworkPlan plan)
    {
        string self = $"global::FcGen.INetwork<{plan.Spec.Type.FullName}>";
        (string Name, int Value, string Summary)[] sizes =
        [
            ("InputSize", plan.Spec.Input.Size, "The number of values in an input sample"),
            ("OutputSize", plan.Spec.Output.Size, "The number of values in an output"),
            ("ParameterCount", plan.ParameterCount, "The number of trainable values, without padding"),
        ];
        foreach ((string name, int value, string summary) in sizes)
        {
            writer.Line($"/// <summary>{summary}.</summary>");
            writer.Line(GeneratedMember.FieldAttribute);
            writer.Line($"public const int {name} = {SourceText.Literal(value)};");
            writer.Line();
        }

        foreach ((string name, _, _) in sizes)
        {
            writer.Line(GeneratedMember.Attributes);
            writer.Line($"static int {self}.{name} => {name};");
            writer.Line();
        }

        writer.Line(GeneratedMember.Attributes);
        writer.Line($"static int {self}.ParametersLength => {plan.Storage.ParametersLength};");
    }

    private static void EmitTensorTable(IndentedWriter writer, NetworkPlan plan)
    {
        const string List = "global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo>";
        writer.Line("/// <summary>The tensors. They are in a separate class, so that static members of the network can create networks.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using IndentedWriter.Scope table = writer.Block("private static class TensorTable");
        writer.Line($"public static readonly {List} All = global::System.Array.AsReadOnly(new global::FcGen.TensorInfo[]");
        writer.Line("{");
        foreach (TensorPlan tensor in plan.Storage.Tensors)
        {
            string shape = string.Join(", ", tensor.Spec.Dimensions);
            string strides = string.Join(", ", tensor.Spec.Layout.Strides);
            string dimensions = tensor.Spec.Layout.Dimensions.Equals(tensor.Spec.Dimensions) ? string.Empty : $"[{string.Join(", ", tensor.Spec.Layout.Dimensions)}], ";
            (string kind, int offset) = tensor.Spec.IsBuffer ? ("Buffer", tensor.Offset - plan.Storage.ParametersLength) : ("Parameter", tensor.Offset);
            writer.Line($"    new({SourceText.Literal(tensor.Name)}, global::FcGen.TensorKind.{kind}, [{shape}], {offset}, {dimensions}[{strides}]),");
        }

        writer.Line("});");
    }

    private static void EmitAccessors(IndentedWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public int MaxDegreeOfParallelism"))
        {
            writer.Line("get => _maxDegreeOfParallelism;");
            writer.Line("set => _maxDegreeOfParallelism = global::FcGen.Runtime.NetworkGuard.MaxDegreeOfParallelism(value);");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line("public global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo> Tensors => TensorTable.All;");
    }

    private static void EmitInitialize(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("private void Initialize(int seed)"))
        {
            int number = 0;
            foreach (TensorPlan tensor in plan.Storage.Tensors)
            {
                if (tensor.Fill.Draw is { } draw)
                {
                    EmitDrawn(writer, draw, number);
                }
                else if (tensor.Fill.Value != 0)
                {
                    (int first, int count) = tensor.Fill.Part ?? (0, tensor.Spec.Length);
                    writer.Line($"_state.Span.Slice({tensor.Offset + first}, {count}).Fill({SourceText.Literal(tensor.Fill.Value)});");
                }

                number++;
            }
        }
    }

    private static void EmitDrawn(IndentedWriter writer, Draw draw, int number) => writer.Line(
        $"global::FcGen.Initialization.WeightInitializer.Fill(_state.Span, TensorTable.All[{number}], global::FcGen.Init.{draw.Kind}, {SourceText.Literal(draw.Gain)}, fanIn: {draw.FanIn}, fanOut: {draw.FanOut}, seed, {number}{(draw is { Kind: InitKind.Orthogonal, Blocks: > 1 } ? $", blocks: {draw.Blocks}" : string.Empty)});");
}
