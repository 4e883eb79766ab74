namespace FcGen.Tests.Optimizers;

/// <summary>Optimizers follow the formulas of their papers, written out for one number in double precision.</summary>
public class OptimizerOracleTests
{
    private const int Steps = 200;

    [Theory]
    [InlineData(0f, 0f, false, 0f)]
    [InlineData(0f, 0f, false, 0.1f)]
    [InlineData(0.9f, 0f, false, 0f)]
    [InlineData(0.9f, 0.5f, false, 0.1f)]
    [InlineData(0.9f, 0f, true, 0.1f)]
    public void Sgd_follows_its_formula(float momentum, float dampening, bool nesterov, float weightDecay)
    {
        double p = 0.5;
        double b = 0;
        Check(
            new Sgd { LearningRate = 0.01f, Momentum = momentum, Dampening = dampening, Nesterov = nesterov, WeightDecay = weightDecay },
            (t, g) =>
            {
                g += weightDecay * p;
                b = t == 1 ? g : (momentum * b) + ((1 - dampening) * g);
                p -= 0.01 * (momentum == 0 ? g : nesterov ? g + (momentum * b) : b);
                return p;
            });
    }

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0, false)]
    [InlineData(0.9, 0.999, 1e-8, 0.1, false)]
    [InlineData(0, 0.5, 1e-3, 0, false)]
    [InlineData(0.5, 0.9, 1e-8, 0.1, true)]
    public void Adam_follows_its_formula(double beta1, double beta2, double epsilon, double weightDecay, bool amsGrad)
    {
        double p = 0.5;
        double m = 0;
        double v = 0;
        double largest = 0;
        Check(
            new Adam
            {
                LearningRate = 0.01f,
                Beta1 = (float)beta1,
                Beta2 = (float)beta2,
                Epsilon = (float)epsilon,
                WeightDecay = (float)weightDecay,
                AmsGrad = amsGrad,
            },
            (t, g) =>
            {
                g += weightDecay * p;
                m = (beta1 * m) + ((1 - beta1) * g);
                v = (beta2 * v) + ((1 - beta2) * g * g);
                largest = Math.Max(largest, v);
                double denominator = (Math.Sqrt(amsGrad ? largest : v) / Math.Sqrt(1 - Math.Pow(beta2, t))) + epsilon;
                p -= 0.01 / (1 - Math.Pow(beta1, t)) * m / denominator;
                return p;
            });
    }

    [Theory]
    [InlineData(0.01, false)]
    [InlineData(0.5, false)]
    [InlineData(0.5, true)]
    public void AdamW_follows_its_formula(double weightDecay, bool amsGrad)
    {
        double p = 0.5;
        double m = 0;
        double v = 0;
        double largest = 0;
        Check(
            new AdamW { LearningRate = 0.01f, WeightDecay = (float)weightDecay, AmsGrad = amsGrad },
            (t, g) =>
            {
                p -= 0.01 * weightDecay * p;
                m = (0.9 * m) + (0.1 * g);
                v = (0.999 * v) + (0.001 * g * g);
                largest = Math.Max(largest, v);
                double denominator = (Math.Sqrt(amsGrad ? largest : v) / Math.Sqrt(1 - Math.Pow(0.999, t))) + 1e-8;
                p -= 0.01 / (1 - Math.Pow(0.9, t)) * m / denominator;
                return p;
            });
    }

    [Theory]
    [InlineData(0.99, 0, false, 0)]
    [InlineData(0.9, 0.8, false, 0.1)]
    [InlineData(0.9, 0, true, 0)]
    [InlineData(0.5, 0.5, true, 0.1)]
    public void RmsProp_follows_its_formula(double alpha, double momentum, bool centered, double weightDecay)
    {
        double p = 0.5;
        double v = 0;
        double m = 0;
        double b = 0;
        Check(
            new RmsProp
            {
                LearningRate = 0.001f,
                Alpha = (float)alpha,
                Epsilon = 0.1f,
                Momentum = (float)momentum,
                Centered = centered,
                WeightDecay = (float)weightDecay,
            },
            (t, g) =>
            {
                g += weightDecay * p;
                v = (alpha * v) + ((1 - alpha) * g * g);
                m = (alpha * m) + ((1 - alpha) * g);
                b = (momentum * b) + (g / (Math.Sqrt(centered ? v - (m * m) : v) + 0.1));
                p -= 0.001 * b;
                return p;
            });
    }

    [Theory]
    [InlineData(0, 0, 1e-10, 0)]
    [InlineData(0.1, 0.5, 1e-3, 0.1)]
    public void Adagrad_follows_its_formula(double rateDecay, double accumulator, double epsilon, double weightDecay)
    {
        double p = 0.5;
        double s = accumulator;
        Check(
            new Adagrad
            {
                LearningRate = 0.01f,
                LearningRateDecay = (float)rateDecay,
                InitialAccumulator = (float)accumulator,
                Epsilon = (float)epsilon,
                WeightDecay = (float)weightDecay,
            },
            (t, g) =>
            {
                g += weightDecay * p;
                s += g * g;
                p -= 0.01 / (1 + ((t - 1) * rateDecay)) * g / (Math.Sqrt(s) + epsilon);
                return p;
            });
    }

    // 27 numbers: one 512-bit step, one 256-bit step, three single ones. Every 50th gradient is twenty times as large.
    private static void Check(Optimizer optimizer, Func<int, double, double> oracle)
    {
        float[] parameters = new float[27];
        Array.Fill(parameters, 0.5f);
        float[] gradients = new float[27];
        optimizer.Initialize(parameters.Length);
        for (int t = 1; t <= Steps; t++)
        {
            Array.Fill(gradients, MathF.Sin(t) * (t % 50 == 0 ? 20 : 1));
            double expected = oracle(t, gradients[0]);
            optimizer.Step(parameters, gradients);
            Assert.All(parameters, parameter => Assert.Equal(expected, parameter, 1e-7 * (t + 1)));
        }
    }
}
