namespace FcGen.Tests.Golden;

/// <summary>The optimizers of <c>tests/golden/optimizers.py</c>, by name.</summary>
internal static class GoldenOptimizers
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Sgd",
        "SgdMomentum",
        "SgdDampening",
        "SgdNesterov",
        "Adam",
        "AdamAmsGrad",
        "AdamW",
        "AdamWAmsGrad",
        "RmsProp",
        "RmsPropAlpha",
        "RmsPropMomentum",
        "RmsPropCentered",
        "RmsPropCenteredMomentum",
        "Adagrad",
        "AdagradDecay",
    ];

    public static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd { LearningRate = 0.05f },
        "SgdMomentum" => new Sgd { LearningRate = 0.02f, Momentum = 0.9f },
        "SgdDampening" => new Sgd { LearningRate = 0.02f, Momentum = 0.8f, Dampening = 0.3f, WeightDecay = 0.01f },
        "SgdNesterov" => new Sgd { LearningRate = 0.02f, Momentum = 0.9f, Nesterov = true, WeightDecay = 0.01f },
        "Adam" => new Adam(),
        "AdamAmsGrad" => new Adam
        {
            LearningRate = 0.01f,
            Beta1 = 0.8f,
            Beta2 = 0.99f,
            Epsilon = 1e-6f,
            WeightDecay = 0.01f,
            AmsGrad = true,
        },
        "AdamW" => new AdamW(),
        "AdamWAmsGrad" => new AdamW
        {
            LearningRate = 0.01f,
            Beta1 = 0.8f,
            Beta2 = 0.99f,
            Epsilon = 1e-6f,
            WeightDecay = 0.1f,
            AmsGrad = true,
        },
        "RmsProp" => new RmsProp(),
        "RmsPropAlpha" => new RmsProp { LearningRate = 0.02f, Alpha = 0.9f, Epsilon = 1e-4f, WeightDecay = 0.01f },
        "RmsPropMomentum" => new RmsProp { Momentum = 0.8f },
        "RmsPropCentered" => new RmsProp { Centered = true, Epsilon = 1e-4f },
        "RmsPropCenteredMomentum" => new RmsProp { Centered = true, Epsilon = 1e-4f, Momentum = 0.8f, WeightDecay = 0.01f },
        "Adagrad" => new Adagrad(),
        "AdagradDecay" => new Adagrad
        {
            LearningRate = 0.1f,
            LearningRateDecay = 0.05f,
            WeightDecay = 0.01f,
            InitialAccumulator = 0.3f,
            Epsilon = 1e-3f,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown optimizer."),
    };
}
