using FcGen.Initialization;

namespace FcGen.Tests.Golden;

/// <summary>
/// Initializers compared with torch.nn.init. Random numbers differ from PyTorch's, so the distribution and its scale are compared, for
/// every member of <see cref="Init"/> by reflection: a new member without a case fails. Orthogonal matrices are compared for the same normal
/// values.
/// </summary>
public sealed class InitializerGoldenTests
{
    private static readonly GoldenFile Golden = GoldenFile.Read("initializers");

    public static TheoryData<string> Cases => [.. Golden.Names.Where(name => name.Contains('x') && !IsOrthogonal(name))];

    public static TheoryData<string> LargeCases => [.. Golden.Names.Where(name => name.Contains("300x400"))];

    public static TheoryData<string> Matrices => [.. Golden.Names.Where(name => IsOrthogonal(name) && name.EndsWith("normal"))];

    public static TheoryData<string> Gains => [.. Golden.Names.Where(name => name.Contains('_'))];

    [Fact]
    public void Every_initializer_has_its_cases() => Assert.Equal(
        Enum.GetNames<Init>().Except([nameof(Init.Auto)]).Order(),
        Golden.Names.Where(name => name.Contains('x')).Select(name => name.Split(' ')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_are_those_of_a_plain_distribution_times_the_scale_of_PyTorch(string name)
    {
        Case golden = Case.Parse(name);
        float[] plain = Weights(golden.IsNormal ? Init.Normal : Init.Uniform, golden.Outputs, golden.Inputs, gain: 1);
        foreach ((float gain, float scale) in golden.Scales)
        {
            float[] weights = Weights(golden.Init, golden.Outputs, golden.Inputs, gain);
            Close.Assert([.. plain.Select(value => value * scale)], weights, 1e-6, $"{name} with gain {gain}");
        }
    }

    [Theory]
    [MemberData(nameof(LargeCases))]
    public void Mean_deviation_kurtosis_and_bounds_are_those_of_PyTorch(string name)
    {
        Case golden = Case.Parse(name);
        foreach ((float gain, float scale) in golden.Scales)
        {
            float[] weights = Weights(golden.Init, golden.Outputs, golden.Inputs, gain);
            double deviation = golden.IsNormal ? scale : scale / Math.Sqrt(3);
            double mean = weights.Average(weight => (double)weight);
            double variance = weights.Average(weight => Math.Pow(weight - mean, 2));
            double fourth = weights.Average(weight => Math.Pow(weight - mean, 4));

            // Four standard errors, which a right distribution stays within but for 6 in 100,000 seeds.
            double kurtosis = golden.IsNormal ? 3 : 1.8;
            Assert.Equal(0, mean, 4 * deviation / Math.Sqrt(weights.Length));
            Assert.Equal(deviation * deviation, variance, 4 * deviation * deviation * Math.Sqrt((kurtosis - 1) / weights.Length));
            if (golden.Init != Init.Zeros)
            {
                Assert.Equal(kurtosis, fourth / (variance * variance), 4 * Math.Sqrt(24.0 / weights.Length));
            }

            if (!golden.IsNormal)
            {
                Assert.InRange(weights.Max(), 0.9999f * scale, scale);
                Assert.InRange(weights.Min(), -scale, -0.9999f * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Gains))]
    public void He_takes_the_gain_of_the_activation_that_follows(string name)
    {
        var network = new HeNet(seed: 5);
        float[] weights = new float[64 * 64];
        network.GetTensor($"{name}.weight", weights);

        Init plain = name.StartsWith(nameof(Init.HeNormal)) ? Init.Normal : Init.Uniform;
        int tensor = network.Tensors.ToList().FindIndex(tensor => tensor.Name == $"{name}.weight");
        float[] expected = [.. Weights(plain, 64, 64, Golden.Number(name), seed: 5, tensor)];
        Close.Assert(expected, weights, 1e-6, name);
    }

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Orthogonal_matrices_are_those_of_PyTorch_for_the_same_normal_values(string name)
    {
        int[] sides = [.. name.Split(' ')[1].Split('x').Select(int.Parse)];
        double[] matrix = [.. Golden.Floats(name)];

        Orthogonal.Replace(matrix, sides[0], sides[1]);

        Close.Assert(Golden.Floats(name.Replace("normal", "result")), [.. matrix.Select(value => (float)value)], 1e-6, name);
    }

    private static bool IsOrthogonal(string name) => name.StartsWith(nameof(Init.Orthogonal));

    private static float[] Weights(Init init, int outputs, int inputs, float gain, int seed = 1, int tensorIndex = 2)
    {
        float[] weights = new float[outputs * inputs];
        var tensor = new TensorInfo("0.weight", TensorKind.Parameter, [outputs, inputs], 0, [inputs, 1]);
        WeightInitializer.Fill(weights, tensor, init, gain, fanIn: inputs, fanOut: outputs, seed, tensorIndex);
        return weights;
    }

    /// <summary>
    /// One initializer and shape, with the scale for each gain: the bound of a uniform distribution, or a standard deviation.
    /// </summary>
    private sealed record Case(Init Init, int Outputs, int Inputs, bool IsNormal, IEnumerable<(float Gain, float Scale)> Scales)
    {
        public static Case Parse(string name)
        {
            string[] words = name.Split(' ', 'x');
            return new Case(
                Enum.Parse<Init>(words[0]), int.Parse(words[1]), int.Parse(words[2]), words[3] == "normal",
                Golden.Floats("gains").Zip(Golden.Floats(name)));
        }
    }
}

/// <summary>Dense layers named after their case: initializer and next activation.</summary>
[Network]
[Input(64)]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_ReLU"), ReLU]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_ReLU"), Dropout(0.5f), ReLU]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_LeakyReLU"), LeakyReLU(0.2f)]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_LeakyReLU"), LeakyReLU(0.2f)]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_Tanh"), Tanh]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_Tanh"), Tanh]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_Sigmoid"), Sigmoid]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_Sigmoid"), Sigmoid]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_SELU"), SELU]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_SELU"), SELU]
[Dense(64, Init = Init.HeNormal, Name = "HeNormal_Linear")]
[Dense(64, Init = Init.HeUniform, Name = "HeUniform_Linear")]
internal sealed partial class HeNet;
