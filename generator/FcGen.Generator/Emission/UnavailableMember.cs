using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Emission;

/// <summary>Writes a method that the network cannot have: a call is an error with the reason.</summary>
internal static class UnavailableMember
{
    public static void Emit(IndentedWriter writer, string declaration, string reason)
    {
        string literal = SourceText.Literal(reason);
        writer.Line($"[global::System.Obsolete({literal}, error: true)]");
        writer.Line($"public {declaration} => throw new global::System.InvalidOperationException(");
        writer.Line($"    {literal});");
    }
}
