using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>A recurrent layer, which reads a sequence step by step.</summary>
/// <param name="name">The name of the attribute without its suffix.</param>
/// <param name="otherNames">Other names of the layer.</param>
internal sealed class RecurrentLayer(string name, params string[] otherNames) : LayerKind
{
    private const int MostLevels = 100;

    /// <summary>The most values of the gates of a sample, so that they can be addressed.</summary>
    private const int MostValues = int.MaxValue / 16;

    public override string AttributeName => name + "Attribute";

    public override IReadOnlyList<string> OtherNames => otherNames;

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        Cell cell = name switch
        {
            "LSTM" => Cell.Lstm,
            "GRU" => Cell.Gru,
            _ => ReadActivation(context),
        };
        bool isSequence = context.CheckSequence(name);
        int levels = context.Count("Layers", 1, MostLevels, 1);
        bool isBidirectional = context.Attribute.Get("Bidirectional", false);
        int hidden = ReadHidden(context, isSequence ? context.Input.Positions : 1, cell.Gates * levels * (isBidirectional ? 2 : 1));
        float dropout = context.Rate("Dropout");
        if (dropout > 0 && levels == 1)
        {
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.LocationOf("Dropout"),
                context.Label(name),
                "Dropout",
                "0 with one layer (it applies between layers)",
                dropout.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }

        return new RecurrentSpec(
            context.Index,
            context.Name,
            cell,
            context.Input,
            isSequence && hidden > 0 ? context.Input.WithChannels(hidden * (isBidirectional ? 2 : 1)) : Shape.Unknown,
            hidden,
            levels,
            isBidirectional,
            context.Attribute.Get("Bias", true),
            dropout)
        {
            Init = context.Init(),
            RecurrentInit = context.Init("RecurrentInit"),
            ForgetBias = ReadForgetBias(context),
        };
    }

    /// <summary>Reads the initial bias of the forget gate; null without one.</summary>
    private static float? ReadForgetBias(LayerContext context)
    {
        const string Property = "ForgetBias";
        float bias = context.Coefficient(Property, float.NaN, value => !float.IsInfinity(value), "a finite number");
        if (float.IsNaN(bias))
        {
            return null;
        }

        if (context.Attribute.Get("Bias", true))
        {
            return bias;
        }

        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.LocationOf(Property),
            context.Label(context.Attribute.Name),
            Property,
            "left out with Bias = false",
            bias.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return null;
    }

    private static Cell ReadActivation(LayerContext context)
    {
        const string Property = "Activation";
        int activation = context.Attribute.Get(Property, 0);
        if (activation is 0 or 1)
        {
            return Cell.Rnn(isReLU: activation == 1);
        }

        context.Sink.Report(
            Descriptors.OutOfRange, context.Attribute.LocationOf(Property), context.Label(context.Attribute.Name), Property, "a member of FcGen.RnnActivation", activation);
        return Cell.Rnn(isReLU: false);
    }

    /// <summary>Reads the number of hidden values, whose gates of all steps must fit in memory.</summary>
    private static int ReadHidden(LayerContext context, int steps, int gates)
    {
        int most = MostValues / gates;
        return steps == 1
            ? context.Count("hidden", 1, most, 0)
            : context.Count("hidden", 1, Math.Max(1, most / steps), 0, $"the input has {steps} steps");
    }
}
