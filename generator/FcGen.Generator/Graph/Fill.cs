namespace FcGen.Generator.Graph;

/// <summary>The initial values of a tensor: one constant, or drawn from a distribution.</summary>
/// <param name="Value">The constant; unused when values are drawn.</param>
/// <param name="Draw">The distribution, or null for the constant.</param>
internal readonly record struct Fill(float Value, Draw? Draw)
{
    /// <summary>The elements with the constant, if they are not all: the first and the number. The others are zero.</summary>
    public (int First, int Count)? Part { get; init; }

    public static Fill Constant(float value) => new(value, null);

    public static Fill Drawn(InitKind kind, float gain, int fanIn, int fanOut) => new(0, new Draw(kind, gain, fanIn, fanOut));

    /// <summary>The same with the automatic choices made.</summary>
    /// <param name="after">Gain of the activation that follows the layer.</param>
    public Fill Resolve(Gain after) => this with { Draw = Draw?.Resolve(after) };
}

/// <summary>A distribution of initial values.</summary>
/// <param name="Kind">The distribution; <see cref="InitKind.Auto"/> until it is resolved.</param>
/// <param name="Gain">Factor of its scale; 0 for the usual one until it is resolved.</param>
/// <param name="FanIn">Number of inputs that one output sums.</param>
/// <param name="FanOut">Number of outputs that one input contributes to.</param>
internal sealed record Draw(InitKind Kind, float Gain, int FanIn, int FanOut)
{
    /// <summary>Number of matrices that the first dimension consists of, such as the gates of a recurrent layer.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The default of Keras: a scale that depends on no shape has to be small.</summary>
    private const float FixedScale = 0.05f;

    /// <summary>Keeps the choices of the user and derives the others from the activation that follows.</summary>
    public Draw Resolve(Gain after)
    {
        InitKind kind = Kind != InitKind.Auto ? Kind : after.IsReLUFamily ? InitKind.HeNormal : InitKind.XavierUniform;
        float automatic = kind switch
        {
            InitKind.HeNormal or InitKind.HeUniform => after.Value,
            InitKind.Normal or InitKind.Uniform => FixedScale,
            _ => 1,
        };
        return this with { Kind = kind, Gain = Gain > 0 ? Gain : automatic };
    }
}
