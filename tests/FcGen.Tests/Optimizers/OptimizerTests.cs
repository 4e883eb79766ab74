namespace FcGen.Tests.Optimizers;

/// <summary>Properties that all optimizers have in common.</summary>
public class OptimizerTests
{
    public static TheoryData<string> All =>
    [
        "Sgd", "SgdMomentum", "SgdNesterov", "Adam", "AdamAmsGrad", "AdamW", "RmsProp", "RmsPropMomentum", "RmsPropCentered", "Adagrad",
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_place_in_the_span_is_treated_alike(string name)
    {
        // 1 to 70 numbers: 512-bit, 256-bit and single steps in all mixtures. Equal numbers have to stay equal, bit for bit.
        for (int length = 1; length <= 70; length++)
        {
            Optimizer optimizer = Create(name);
            optimizer.Initialize(length);
            float[] parameters = Filled(length, 0.7f);
            for (int step = 0; step < 5; step++)
            {
                optimizer.Step(parameters, Filled(length, 0.3f - (0.2f * step)));
            }

            Assert.All(parameters, parameter => Assert.Equal(parameters[0], parameter));
            Assert.NotEqual(0.7f, parameters[0]);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Vector_and_single_steps_round_alike(string name)
    {
        // 48 numbers go through the widest vectors, and each of them again alone.
        const int Count = 48;
        var random = new Random(1);
        for (int repetition = 0; repetition < 200; repetition++)
        {
            Optimizer together = Create(name);
            together.Initialize(Count);
            Optimizer[] alone = [.. Enumerable.Range(0, Count).Select(_ => Create(name))];
            Array.ForEach(alone, optimizer => optimizer.Initialize(1));
            float[] parameters = [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle())];
            float[] expected = [.. parameters];
            for (int step = 0; step < 5; step++)
            {
                float[] gradients = [.. Enumerable.Range(0, Count).Select(_ => MathF.Exp(-20 * random.NextSingle()))];
                together.Step(parameters, gradients);
                for (int i = 0; i < Count; i++)
                {
                    alone[i].Step(expected.AsSpan(i, 1), gradients.AsSpan(i, 1));
                }
            }

            Assert.Equal(expected, parameters);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Padding_stays_zero(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(41);
        float[] parameters = new float[41];
        for (int step = 0; step < 100; step++)
        {
            optimizer.Step(parameters, new float[41]);
        }

        Assert.All(parameters, parameter => Assert.Equal(0, parameter));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_NaN_gradient_reaches_its_own_parameter_only(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(41);
        float[] parameters = new float[41];
        float[] gradients = new float[41];
        gradients[17] = float.NaN;
        optimizer.Step(parameters, gradients);
        gradients[17] = 0;
        optimizer.Step(parameters, gradients);

        Assert.Equal(float.NaN, parameters[17]);
        Assert.Equal(40, parameters.Count(parameter => parameter == 0));
    }

    [Theory]
    [InlineData("Adam")]
    [InlineData("AdamAmsGrad")]
    [InlineData("RmsProp")]
    [InlineData("Adagrad")]
    public void A_gradient_whose_square_overflows_moves_nothing(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(41);
        float[] parameters = new float[41];
        optimizer.Step(parameters, Filled(41, 1e38f));

        Assert.All(parameters, parameter => Assert.Equal(0, parameter));
    }

    public static TheoryData<string, Func<Optimizer>> WithoutEpsilon => new()
    {
        { "Adam", () => new Adam { Epsilon = 0 } },
        { "Adam with other means", () => new Adam { Beta1 = 0.5f, Beta2 = 0.9999f, Epsilon = 0, AmsGrad = true } },
        { "AdamW", () => new AdamW { Epsilon = 0, WeightDecay = 0 } },
        { "RmsProp", () => new RmsProp { Epsilon = 0 } },
        { "RmsProp with momentum", () => new RmsProp { Epsilon = 0, Momentum = 0.9f } },
        { "RmsProp, centered", () => new RmsProp { Epsilon = 0, Centered = true } },
        { "Adagrad", () => new Adagrad { Epsilon = 0 } },
    };

    [Theory]
    [MemberData(nameof(WithoutEpsilon), DisableDiscoveryEnumeration = true)]
    public void Without_epsilon_the_size_of_gradients_does_not_matter_and_those_whose_squares_vanish_move_less(string name, Func<Optimizer> create)
    {
        double way = Way(1);
        foreach (float small in new[] { 1e-15f, 1e-17f, 3e-18f, 1e-18f, 1e-19f, 1e-20f, 1e-22f, 1e-30f, 1e-37f })
        {
            double wayOfSmall = Way(small);
            Assert.True(wayOfSmall <= 1.01 * way, $"{name}: gradients of 1 moved the parameter by {way}, those of {small} by {wayOfSmall}.");
            Assert.True(small < 1e-15f || wayOfSmall >= 0.99 * way, $"{name}: gradients of {small} moved the parameter by {wayOfSmall}, not {way}.");
        }

        // All steps together, whatever their directions; through vectors and single numbers.
        double Way(float size)
        {
            Optimizer optimizer = create();
            optimizer.Initialize(27);
            float[] parameters = new float[27];
            double way = 0;
            for (int step = 0; step < 2000; step++)
            {
                float before = parameters[0];
                optimizer.Step(parameters, Filled(27, step % 3 == 0 ? -size / 2 : size));
                way += Math.Abs(parameters[0] - before);
            }

            Assert.All(parameters, parameter => Assert.Equal(parameters[0], parameter));
            return way;
        }
    }

    [Theory]
    [InlineData("SgdMomentum")]
    [InlineData("SgdNesterov")]
    [InlineData("Adam")]
    [InlineData("AdamAmsGrad")]
    [InlineData("AdamW")]
    [InlineData("RmsPropMomentum")]
    public void State_of_a_vanished_gradient_decays_to_zero_and_not_to_subnormal_numbers(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(41);
        float[] gradients = Filled(41, 1e-3f);
        optimizer.Step(new float[41], gradients);
        Array.Clear(gradients);
        for (int step = 0; step < 3000; step++)
        {
            optimizer.Step(new float[41], gradients);
        }

        // What is left of the momentum, magnified.
        optimizer.LearningRate = 1e30f;
        float[] parameters = new float[41];
        optimizer.Step(parameters, gradients);
        Assert.All(parameters, parameter => Assert.Equal(0, parameter));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Initialize_forgets_the_state(string name)
    {
        Optimizer optimizer = Create(name);

        Assert.Equal(Train(), Train());

        float[] Train()
        {
            optimizer.Initialize(3);
            float[] parameters = [1, 2, 3];
            for (int step = 0; step < 4; step++)
            {
                optimizer.Step(parameters, [0.1f * step, -0.2f, 0.3f]);
            }

            return parameters;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_learning_rate_may_change_between_steps(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(3);
        optimizer.LearningRate = 0;
        float[] parameters = [1, 2, 3];
        optimizer.Step(parameters, [1, 1, 1]);
        Assert.Equal([1f, 2f, 3f], parameters);

        optimizer.LearningRate = 0.01f;
        optimizer.Step(parameters, [1, 1, 1]);
        Assert.True(parameters[0] is < 1 and > 0.5f);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_allocates_nothing(string name)
    {
        Optimizer optimizer = Create(name);
        optimizer.Initialize(100);
        float[] parameters = new float[100];
        optimizer.Step(parameters, parameters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(parameters, parameters);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Wrong_lengths_and_a_missing_initialize_are_named(string name)
    {
        Optimizer optimizer = Create(name);
        string type = optimizer.GetType().Name;
        var early = Assert.Throws<InvalidOperationException>(() => optimizer.Step(new float[3], new float[3]));
        optimizer.Initialize(3);
        var parameters = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[4], new float[3]));
        var gradients = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[3], new float[2]));

        Assert.Contains($"{type}.Initialize must be called before Step.", early.Message);
        Assert.Contains($"{type} was initialized for 3 parameters, but got 4 parameters and 3 gradients.", parameters.Message);
        Assert.Contains($"{type} was initialized for 3 parameters, but got 3 parameters and 2 gradients.", gradients.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_optimizer_of_ones_own_says_only_how_a_range_is_updated(int threads)
    {
        const int Count = 200_003;
        var optimizer = new SignDescent { LearningRate = 0.5f };
        optimizer.Initialize(Count);
        float[] parameters = new float[Count];
        float[] gradients = [.. Enumerable.Range(0, Count).Select(i => (i % 3) - 1f)];
        optimizer.StepInParallel(parameters, gradients, threads);

        Assert.Equal(gradients.Select(gradient => -0.5f * gradient), parameters);
        Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, gradients.AsSpan(1)));
    }

    private sealed class SignDescent : Optimizer
    {
        protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= LearningRate * MathF.Sign(gradients[i]);
            }
        }
    }

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(),
        "SgdMomentum" => new Sgd { Momentum = 0.9f },
        "SgdNesterov" => new Sgd { Momentum = 0.9f, Nesterov = true, WeightDecay = 0.1f },
        "Adam" => new Adam { Epsilon = 0 },
        "AdamAmsGrad" => new Adam { AmsGrad = true, WeightDecay = 0.1f },
        "AdamW" => new AdamW { Epsilon = 0 },
        "RmsProp" => new RmsProp { Epsilon = 0 },
        "RmsPropMomentum" => new RmsProp { Momentum = 0.9f, WeightDecay = 0.1f },
        "RmsPropCentered" => new RmsProp { Centered = true, Momentum = 0.5f },
        "Adagrad" => new Adagrad { Epsilon = 0, LearningRateDecay = 0.1f },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown optimizer."),
    };

    private static float[] Filled(int length, float value)
    {
        float[] values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
