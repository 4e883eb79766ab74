using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes ForwardTo, with a pass for each hidden layer whose output can be read.</summary>
internal static class HiddenEmitter
{
    private const string Nested = "HiddenLayers";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public void ForwardTo(string layer, global::System.ReadOnlySpan<float> inputs, global::System.Span<float> values)"))
        {
            foreach (HiddenPlan hidden in plan.Hidden)
            {
                using (writer.Block($"if (layer == {SourceText.Literal(hidden.Name)})"))
                {
                    EmitCall(writer, hidden);
                    writer.Line("return;");
                }

                writer.Line();
            }

            string names = string.Join(", ", plan.Hidden.Select(hidden => SourceText.Literal(hidden.Name)));
            writer.Line($"throw global::FcGen.Runtime.NetworkGuard.NotHidden(layer, [{names}]);");
        }

        if (plan.Hidden.Count > 0)
        {
            EmitPasses(writer, plan);
        }
    }

    private static void EmitCall(IndentedWriter writer, HiddenPlan hidden)
    {
        NetworkPlan plan = hidden.Plan;
        writer.Line(
            $"int samples = global::FcGen.Runtime.NetworkGuard.Samples(inputs.Length, InputSize, values.Length, {plan.Spec.Output.Size}, \"inputs\", \"values\");");
        writer.Line("global::FcGen.Runtime.NetworkGuard.Overlap(inputs, values);");
        InferenceEmitter.EmitStateCheck(writer, plan, "values");
        InferenceEmitter.EmitDerivation(writer, plan);
        writer.Line(
            $"global::FcGen.Runtime.BatchPasses.Run<{Nested}.{PassOf(hidden)}>("
            + $"ref _state.Reference, {InferenceEmitter.First("inputs")}, {InferenceEmitter.First("values")}, samples, _maxDegreeOfParallelism);");
    }

    private static void EmitPasses(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <summary>Predictions up to hidden layers.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"private static class {Nested}"))
        {
            string passes = writer.Capture(() =>
            {
                foreach (HiddenPlan hidden in plan.Hidden)
                {
                    string method = $"Rows{PassOf(hidden)}";
                    InferenceEmitter.EmitBatchPass(writer, hidden.Plan, PassOf(hidden), method, "internal");
                    InferenceEmitter.EmitPass(writer, hidden.Plan, method, isSample: false);
                }
            });
            writer.Append(passes.TrimStart('\n'));
        }
    }

    private static string PassOf(HiddenPlan hidden) => $"To{hidden.Layer}";
}
