using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>Part of a header, as named in messages, for example <c>tensor '0.weight', shape</c>.</summary>
/// <param name="kind">Kind of the part.</param>
/// <param name="name">Name of the part, if it has one.</param>
/// <param name="field">Field of the part, or null for the whole part.</param>
internal readonly struct HeaderPart(string kind, string? name = null, string? field = null)
{
    public static HeaderPart Tensor(string name, string? field = null) => new("tensor", name, field);

    public override string ToString() =>
        kind + (name is null ? string.Empty : $" {MessageText.Name(name)}") + (field is null ? string.Empty : $", {field}");
}
