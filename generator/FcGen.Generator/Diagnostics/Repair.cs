using System.Collections.Immutable;
using FcGen.Messages;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>
/// The data for a code fix, in addition to the location of the error. The diagnostic transports it as named texts and additional locations.
/// So the rule that finds an error also computes its fix. The name of each text is a constant of this class.
/// </summary>
internal sealed class Repair
{
    /// <summary>FCG001: the number of values that the layer receives.</summary>
    public const string Inputs = "inputs";

    /// <summary>FCG001: the number of outputs that the previous layer would need, at the first additional location.</summary>
    public const string Outputs = "outputs";

    /// <summary>FCG002: the additional locations are the names of the network and its containing types in all declarations.</summary>
    public const string Partial = "partial";

    /// <summary>
    /// FCG001: the number of values that the input of the network would need, at the first additional location. FCG003: the size of the
    /// missing input.
    /// </summary>
    public const string Input = "input";

    /// <summary>FCG005: the modifier to remove. The additional locations are the names in all declarations of the class.</summary>
    public const string Modifier = "modifier";

    /// <summary>FCG007: the name that was probably intended.</summary>
    public const string Name = "name";

    /// <summary>FCG004, FCG009, FCG014, FCG027, FCG029: the replacement value, as source text.</summary>
    public const string Value = "value";

    /// <summary>FCG010: the length as source text, for the first additional location.</summary>
    public const string Length = "length";

    /// <summary>
    /// FCG012: the layer to insert before the reported layer, as source text. Absent if another layer refers to a layer by an index that would
    /// change.
    /// </summary>
    public const string Insert = "insert";

    /// <summary>FCG013: the attribute that was probably intended.</summary>
    public const string Attribute = "attribute";

    /// <summary>FCG013: present if that attribute has no constructor with parameters.</summary>
    public const string WithoutArguments = "without arguments";

    /// <summary>FCG015, FCG020, FCG021: the matching loss. FCG015: the loss to replace is at the first additional location.</summary>
    public const string Loss = "loss";

    /// <summary>FCG020, FCG023: present if a layer can be removed, at the first additional location or else at the diagnostic.</summary>
    public const string DropLayer = "drop";

    /// <summary>FCG021: the layer that was probably intended.</summary>
    public const string Layer = "layer";

    /// <summary>
    /// FCG022: present if the previous dense layer, at the first additional location, can be merged with this one. The text is the bias option
    /// of the merged layer, as source text.
    /// </summary>
    public const string Merge = "merge";

    /// <summary>FCG022: the activation to insert before the layer, as source text.</summary>
    public const string Activation = "activation";

    public static readonly Repair None = new();

    public ImmutableDictionary<string, string?> Texts { get; private set; } = ImmutableDictionary<string, string?>.Empty;

    public IReadOnlyList<Location> Places { get; private set; } = [];

    /// <summary>Returns a repair with an additional text and, if given, an additional location.</summary>
    public Repair With(string name, string text, Location? place = null) => new()
    {
        Texts = Texts.SetItem(name, text),
        Places = place is null ? Places : [.. Places, place],
    };

    /// <summary>Returns a repair with an additional text and additional locations.</summary>
    public Repair With(string name, string text, IEnumerable<Location> places) => new()
    {
        Texts = Texts.SetItem(name, text),
        Places = [.. Places, .. places],
    };

    /// <summary>
    /// Creates the diagnostic. All diagnostics are created here. Texts of users and files are escaped, so that each diagnostic is one line in a
    /// build log.
    /// </summary>
    public Diagnostic Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Diagnostic.Create(descriptor, location, Places, Texts, [.. arguments.Select(Escape)]);

    private static object Escape(object argument) => argument is string text ? MessageText.Escape(text) : argument;
}
