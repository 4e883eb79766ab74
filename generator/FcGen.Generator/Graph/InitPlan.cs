using FcGen.Generator.Layers.Dense;

namespace FcGen.Generator.Graph;

/// <summary>Distribution of the first weights of a dense layer.</summary>
/// <param name="Kind">The distribution, never <see cref="InitKind.Auto"/>.</param>
/// <param name="Gain">Factor in its scale.</param>
internal sealed record InitPlan(InitKind Kind, float Gain)
{
    /// <summary>Default of Keras: what depends on no shape has to be small.</summary>
    private const float FixedScale = 0.05f;

    /// <summary>Takes what the user wrote, and decides what was left to the activation that follows.</summary>
    public static InitPlan Choose(NetworkSpec spec, DenseSpec dense)
    {
        Gain after = GainAfter(spec, dense.Index);
        InitKind kind = dense.Init != InitKind.Auto ? dense.Init : after.IsReLUFamily ? InitKind.HeNormal : InitKind.XavierUniform;
        float automatic = kind switch
        {
            InitKind.HeNormal or InitKind.HeUniform => after.Value,
            InitKind.Normal or InitKind.Uniform => FixedScale,
            _ => 1,
        };
        return new InitPlan(kind, dense.Gain > 0 ? dense.Gain : automatic);
    }

    private static Gain GainAfter(NetworkSpec spec, int layer) =>
        spec.Layers.Skip(layer + 1).Select(next => next.GainBefore).FirstOrDefault(gain => gain is not null) ?? Graph.Gain.Linear;
}
