using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// A value broadcast to all lanes for a group of segments. It is loaded once, for the widest segment. A narrower segment uses the lower half,
/// which is free (loading it twice made batches of 64-128-24 slower by 1.3).
/// </summary>
internal readonly struct Broadcast(IReadOnlyList<Segment> group, string name)
{
    private readonly int _lanes = group.Max(segment => segment.Lanes);

    public string Type => Vec.Type(_lanes);

    /// <summary>Writes the load from a reference and index, optionally with the declaration of the variable.</summary>
    public void EmitLoad(IndentedWriter writer, string reference, int index, bool declares) =>
        writer.Line($"{(declares ? Type + " " : string.Empty)}{name} = {Vec.Broadcast(_lanes, reference, index)};");

    /// <summary>Returns the value as an operand for a segment.</summary>
    public string For(Segment segment) => segment.Lanes == _lanes ? name : Vec.Lower(_lanes, name);
}
