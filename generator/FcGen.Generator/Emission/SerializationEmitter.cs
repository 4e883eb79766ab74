using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Save and Load.</summary>
internal static class SerializationEmitter
{
    private const string Namespace = "global::FcGen.Serialization";
    private const string PathParameter = "string path";
    private const string StreamParameter = "global::System.IO.Stream stream";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        string state = $"TensorTable.All, _state, {SourceText.Literal(plan.Storage.ParametersLength)}";
        EmitSave(writer, PathParameter, "path", state);
        EmitSave(writer, StreamParameter, "stream", state);
        foreach (string options in new[] { string.Empty, ", global::FcGen.LoadOptions options" })
        {
            EmitLoad(writer, plan.Spec.Type.FullName, "string", PathParameter, "path", options);
            EmitLoad(writer, plan.Spec.Type.FullName, "global::System.IO.Stream", StreamParameter, "stream", options);
        }

        // Draws weights only if some may be missing. The derived values of a new network are out of date.
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"private {plan.Spec.Type.Name}({Namespace}.WeightsReader? weights)"))
        {
            using (writer.Block("if (weights is { Seed: int seed })"))
            {
                writer.Line("Initialize(seed);");
            }

            writer.Line();
            writer.Line($"weights?.Read({state});");
        }
    }

    private static void EmitSave(IndentedWriter writer, string parameter, string argument, string state)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"public void Save({parameter}) => {Namespace}.WeightsWriter.Save({argument}, {state});");
    }

    private static void EmitLoad(IndentedWriter writer, string network, string type, string parameter, string argument, string options)
    {
        bool hasOptions = options.Length > 0;
        writer.Line();
        writer.Line($"/// <inheritdoc cref=\"global::FcGen.INetwork{{TSelf}}.Load({type}{(hasOptions ? ", global::FcGen.LoadOptions" : string.Empty)})\"/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public static {network} Load({parameter}{options})"))
        {
            if (hasOptions)
            {
                writer.Line("global::System.ArgumentNullException.ThrowIfNull(options, \"options\");");
            }

            writer.Line($"using {Namespace}.WeightsReader weights = new({argument}{(hasOptions ? ", options" : string.Empty)});");
            writer.Line($"return new {network}(weights);");
        }
    }
}
