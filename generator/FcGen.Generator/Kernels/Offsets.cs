using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Writes the names of offsets as constants.</summary>
internal static class Offsets
{
    public static void Emit(IndentedWriter writer, IReadOnlyList<(string Name, int Offset)> offsets)
    {
        if (offsets.Count > 0)
        {
            writer.Line($"const int {string.Join(", ", offsets.Select(offset => $"{offset.Name} = {offset.Offset}"))};");
        }
    }
}
