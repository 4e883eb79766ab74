using System.Reflection;
using FcGen.Layers;
using FcGen.Tests.Golden.LayerCases;

namespace FcGen.Tests.Golden;

/// <summary>Every layer, with every option of its attribute, computes and learns what its peer does in PyTorch.</summary>
public class LayerGoldenTests
{
    private static readonly GoldenFile Golden = GoldenFile.Read("layers");

    private static readonly Dictionary<string, Type> Networks = typeof(CaseDense).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(CaseDense).Namespace && type.IsDefined(typeof(NetworkAttribute)))
        .ToDictionary(type => type.Name["Case".Length..]);

    /// <summary>Options of the initial weights, which <see cref="InitializerGoldenTests"/> compares with PyTorch.</summary>
    private static readonly string[] OptionsOfFirstWeights = [nameof(DenseAttribute.Init), nameof(DenseAttribute.Gain), nameof(RecurrentAttribute.RecurrentInit), nameof(LSTMAttribute.ForgetBias)];

    public static TheoryData<string> Cases => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_of_PyTorch(string name) => Case(name).CheckOutputs();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_are_those_of_PyTorch(string name) => Case(name).CheckGradients();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Input_gradients_are_those_of_PyTorch(string name) => Case(name).CheckInputGradients();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_steps_lead_where_PyTorch_goes(string name) => Case(name).CheckTraining("SgdMomentum");

    [Fact]
    public void Every_network_has_its_peer_in_PyTorch() => Assert.Equal(Networks.Keys.Order(), Golden.Names.Order());

    /// <summary>A value and another, the default among them if there is one: what an option changes is compared, and what it leaves.</summary>
    [Fact]
    public void Every_layer_has_a_case_and_every_option_two_values()
    {
        LayerAttribute[] layers = [.. Networks.Values.SelectMany(network => network.GetCustomAttributes<LayerAttribute>())];
        List<string> missing = [];
        foreach (Type kind in typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LayerAttribute))))
        {
            LayerAttribute[] cases = [.. layers.Where(kind.IsInstanceOfType)];
            if (cases.Length == 0)
            {
                missing.Add(kind.Name);
            }

            missing.AddRange(kind.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(option => option.DeclaringType!.IsSubclassOf(typeof(LayerAttribute)))
                .Where(option => !OptionsOfFirstWeights.Contains(option.Name))
                .Where(option => cases.Select(layer => option.GetValue(layer)).Distinct().Count() < 2)
                .Select(option => $"{kind.Name}.{option.Name}"));
        }

        Assert.True(missing.Count == 0, $"Layers without a case, or options without two values: {string.Join(", ", missing)}.");
    }

    /// <summary>The masks that PyTorch multiplies by: rate, width and place of the layer are those of <see cref="CaseDropout"/>.</summary>
    [Fact]
    public void Dropout_masks_of_PyTorch_are_those_of_twenty_steps()
    {
        const int Width = 9;
        const int Rows = 13;
        GoldenFile masks = GoldenFile.Read("dropout-masks");
        Assert.Equal(20, masks.Names.Count());
        for (int step = 1; step <= 20; step++)
        {
            float[] values = new float[Rows * Width];
            Array.Fill(values, 1f);
            float[] mask = new float[values.Length];
            Dropout.Forward(
                ref values[0], Width, ref values[0], Width, ref mask[0], Width, Width, Rows, 0.4f, GoldenCase<CaseDropout>.Seed, step, layer: 1);

            Assert.Equal(masks.Text($"step {step}"), string.Concat(mask.Select(value => value == 0 ? '0' : '1')));
        }
    }

    private static IGoldenCase Case(string name) =>
        (IGoldenCase)Activator.CreateInstance(typeof(GoldenCase<>).MakeGenericType(Networks[name]), Golden.Part(name))!;
}
