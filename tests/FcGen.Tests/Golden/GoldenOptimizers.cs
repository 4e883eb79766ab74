namespace FcGen.Tests.Golden;

/// <summary>The optimizers of <c>tests/golden/generate.py</c>, by name.</summary>
internal static class GoldenOptimizers
{
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
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown optimizer."),
    };
}
