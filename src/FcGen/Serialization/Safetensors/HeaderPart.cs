using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>A part of a header as a message names it, for example <c>tensor '0.weight', shape</c>.</summary>
/// <param name="kind">What it is.</param>
/// <param name="name">Its name, if it has one.</param>
/// <param name="field">What of it is meant, if not all.</param>
internal readonly struct HeaderPart(string kind, string? name = null, string? field = null)
{
    public static HeaderPart Tensor(string name, string? field = null) => new("tensor", name, field);

    public override string ToString() =>
        kind + (name is null ? string.Empty : $" {MessageText.Name(name)}") + (field is null ? string.Empty : $", {field}");
}
