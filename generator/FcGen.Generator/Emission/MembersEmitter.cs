using FcGen.Generator.Infrastructure;
using FcGen.Generator.Model;
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
        writer.Line($"private readonly global::FcGen.Numerics.AlignedBuffer _parameters = new({plan.ParametersLength});");
        writer.Line("private int _maxDegreeOfParallelism = 1;");
        writer.Line();
        writer.Line("/// <summary>Creates the network with weights drawn from seed 0.</summary>");
        using (writer.Block($"public {name}()"))
        {
            writer.Line("Initialize(0);");
        }

        writer.Line();
        writer.Line("/// <summary>Creates the network with weights drawn from a seed: the same seed gives the same network on every machine.</summary>");
        writer.Line("/// <param name=\"seed\">The seed.</param>");
        using (writer.Block($"public {name}(int seed)"))
        {
            writer.Line("Initialize(seed);");
        }

        writer.Line();
        EmitAccessors(writer);
        writer.Line();
        EmitInitialize(writer, plan);
    }

    private static void EmitSizes(IndentedWriter writer, NetworkPlan plan)
    {
        string self = $"global::FcGen.INetwork<{plan.Spec.Type.FullName}>";
        (string Name, int Value, string Summary)[] sizes =
        [
            ("InputSize", plan.Spec.Input.Size, "Number of values in one input sample"),
            ("OutputSize", plan.Spec.Output.Size, "Number of values in one output"),
            ("ParameterCount", plan.ParameterCount, "Number of trainable numbers, padding not counted"),
        ];
        foreach ((string name, int value, string summary) in sizes)
        {
            writer.Line($"/// <summary>{summary}.</summary>");
            writer.Line($"public const int {name} = {IndentedWriter.Literal(value)};");
            writer.Line();
        }

        for (int i = 0; i < sizes.Length; i++)
        {
            writer.Line($"static int {self}.{sizes[i].Name} => {sizes[i].Name};");
            if (i < sizes.Length - 1)
            {
                writer.Line();
            }
        }
    }

    private static void EmitTensorTable(IndentedWriter writer, NetworkPlan plan)
    {
        const string List = "global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo>";
        writer.Line($"private static readonly {List} TensorTable = global::System.Array.AsReadOnly(new global::FcGen.TensorInfo[]");
        writer.Line("{");
        foreach (TensorPlan tensor in plan.Tensors)
        {
            string shape = tensor.IsVector ? $"{tensor.Columns}" : $"{tensor.Rows}, {tensor.Columns}";
            string strides = tensor.IsVector ? $"{tensor.ColumnStride}" : $"{tensor.RowStride}, {tensor.ColumnStride}";
            writer.Line(
                $"    new({StringLiteral(tensor.Name)}, global::FcGen.TensorKind.Parameter, [{shape}], {tensor.Offset}, [{strides}]),");
        }

        writer.Line("});");
    }

    private static void EmitAccessors(IndentedWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("public global::System.Span<float> Parameters => _parameters.Span;");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public int MaxDegreeOfParallelism"))
        {
            writer.Line("get => _maxDegreeOfParallelism;");
            writer.Line("set => _maxDegreeOfParallelism = global::FcGen.Numerics.NetworkGuard.MaxDegreeOfParallelism(value);");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public global::System.Collections.Generic.IReadOnlyList<global::FcGen.TensorInfo> Tensors => TensorTable;");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public void GetTensor(string name, global::System.Span<float> destination) =>");
        writer.Line("    global::FcGen.TensorInfo.Find(TensorTable, name).Unpack(_parameters.Span, destination);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public void SetTensor(string name, global::System.ReadOnlySpan<float> values) =>");
        writer.Line("    global::FcGen.TensorInfo.Find(TensorTable, name).Pack(values, _parameters.Span);");
    }

    private static void EmitInitialize(IndentedWriter writer, NetworkPlan plan)
    {
        using (writer.Block("private void Initialize(int seed)"))
        {
            int tensor = 0;
            foreach (DensePlan dense in plan.Dense)
            {
                InitKind init = dense.Spec.Init == InitKind.Auto
                    ? dense.HeGain is null ? InitKind.XavierUniform : InitKind.HeNormal
                    : dense.Spec.Init;
                float gain = init == InitKind.HeNormal ? dense.HeGain ?? (float)Math.Sqrt(2) : 1;
                writer.Line(
                    $"global::FcGen.Initialization.WeightInitializer.Fill(_parameters.Span, TensorTable[{tensor}], global::FcGen.Init.{init}, {IndentedWriter.Literal(gain)}, seed, {tensor});");
                tensor += dense.Tensors.Count();
            }
        }
    }

    private static string StringLiteral(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
