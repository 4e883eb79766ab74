using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Emission;

/// <summary>Writes code after the constants and references that it uses.</summary>
internal static class MethodBody
{
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">The names that the code may use.</param>
    /// <param name="references">The references that the code may use, each with the place that it refers to.</param>
    /// <param name="body">Writes the code.</param>
    public static void Emit(IndentedWriter writer, OperandNames names, IEnumerable<(string Name, string Place)> references, Action body)
    {
        names.BeginMethod();
        string code = writer.Capture(body);
        string declarations = writer.Capture(() =>
        {
            Offsets.Emit(writer, names.UsedOffsets);
            foreach ((string name, string place) in references.Where(reference => names.IsUsed(reference.Name)))
            {
                writer.Line($"ref float {name} = ref {place};");
            }
        });
        writer.Append(declarations);
        if (declarations.Length > 0 && code.Length > 0)
        {
            writer.Line();
        }

        writer.Append(code.TrimStart('\n'));
    }
}
