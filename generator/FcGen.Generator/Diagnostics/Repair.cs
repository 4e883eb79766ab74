using System.Collections.Immutable;
using FcGen.Messages;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Diagnostics;

/// <summary>
/// What a code fix has to know beside the place of a mistake. It travels with the diagnostic as named texts and further places, so that
/// rules are worked out once, where the mistake is found. Each name of a text is a constant here.
/// </summary>
internal sealed class Repair
{
    /// <summary>FCG001: number of inputs the layer gets.</summary>
    public const string Inputs = "inputs";

    /// <summary>FCG001: number of outputs the layer before would need; its place is the first further one.</summary>
    public const string Outputs = "outputs";

    /// <summary>FCG002: the further places are the names of the network and of the types around it in all their declarations.</summary>
    public const string Partial = "partial";

    /// <summary>FCG001: number of values the input of the network would need; its place is the first further one. FCG003: size of the missing input.</summary>
    public const string Input = "input";

    /// <summary>FCG005: the modifier that the class cannot have; the names of its declarations are the further places.</summary>
    public const string Modifier = "modifier";

    /// <summary>FCG007: the name that was probably meant.</summary>
    public const string Name = "name";

    /// <summary>FCG004, FCG009, FCG014, FCG027, FCG029: the value to write, as source.</summary>
    public const string Value = "value";

    /// <summary>FCG010: the length as source, whose place is the first further one.</summary>
    public const string Length = "length";

    /// <summary>FCG013: the attribute that was probably meant.</summary>
    public const string Attribute = "attribute";

    /// <summary>FCG013: present if that attribute has no constructor with parameters.</summary>
    public const string WithoutArguments = "without arguments";

    /// <summary>FCG015, FCG020, FCG021: the loss that fits. FCG015: the loss to replace is at the first further place.</summary>
    public const string Loss = "loss";

    /// <summary>FCG020, FCG023: present if the layer at the first further place, or else at the mistake, can be left out.</summary>
    public const string DropLayer = "drop";

    /// <summary>FCG021: the layer that does what was probably meant.</summary>
    public const string Layer = "layer";

    /// <summary>FCG022: present if the dense layer before, at the first further place, can be merged with this one; the bias of both as source.</summary>
    public const string Merge = "merge";

    /// <summary>FCG022: the activation to insert before the layer, as source.</summary>
    public const string Activation = "activation";

    public static readonly Repair None = new();

    public ImmutableDictionary<string, string?> Texts { get; private set; } = ImmutableDictionary<string, string?>.Empty;

    public IReadOnlyList<Location> Places { get; private set; } = [];

    /// <summary>A repair that has one more text and, where given, one more place.</summary>
    public Repair With(string name, string text, Location? place = null) => new()
    {
        Texts = Texts.SetItem(name, text),
        Places = place is null ? Places : [.. Places, place],
    };

    /// <summary>A repair that has one more text, and several places.</summary>
    public Repair With(string name, string text, IEnumerable<Location> places) => new()
    {
        Texts = Texts.SetItem(name, text),
        Places = [.. Places, .. places],
    };

    /// <summary>
    /// The diagnostic. Every diagnostic is made here: texts of users and files are escaped, so that a build log has one line for it.
    /// </summary>
    public Diagnostic Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Diagnostic.Create(descriptor, location, Places, Texts, [.. arguments.Select(Escape)]);

    private static object Escape(object argument) => argument is string text ? MessageText.Escape(text) : argument;
}
