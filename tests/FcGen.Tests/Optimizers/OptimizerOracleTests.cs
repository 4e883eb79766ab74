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
