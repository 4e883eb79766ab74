using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Attributes are incomplete while a user is typing. Neither the generator nor an analyzer may throw.</summary>
public sealed class HalfWrittenTests
{
    private const string Complete = "[Network] [Input(4)] [Dense(4, 8), LeakyReLU(0.1f), Dropout(rate: 0.5f), Dense(outputs: 2, Name = \"last\")] public sealed partial class Net;";

    [Theory]
    [InlineData("[Network] [Input(4)] [Dense] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense()] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(4,)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(,4)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(x)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(4, x)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(\"4\")] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(4.5)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(null)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, 2, 3)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(outputs: 1, outputs: 2)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(unknown: 1)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Unknown = 2)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Name = 2)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Name = nameof(x))] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Bias = )] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Bias = maybe)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1, Init = Init.Unknown)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1 / 0)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(int.MaxValue + 1)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(System.Environment.TickCount)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dropout] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dropout(0.5)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dropout(\"a\")] partial class Net;")]
    [InlineData("[Network] [Input(4)] [ReLU(1)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Softmax<int>] partial class Net;")]
    [InlineData("[Network] [Input] partial class Net;")]
    [InlineData("[Network] [Input(] partial class Net;")]
    [InlineData("[Network] [Input()] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(null)] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(x)] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(1, \"2\")] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(new int[] { })] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(new[] { 2, x })] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(new int[2])] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input([2, 3])] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(1)] [Input(2)] [Dense(1)] partial class Net;")]
    [InlineData("[Network(] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network(Unroll = )] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network(Unroll = (Unroll)9)] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network(1)] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Network] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net; [Network] [Input(4)] [Dense(1)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Layer] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class ;")]
    [InlineData("[Network] [Input(4)] [Dense(1)] class")]
    [InlineData("[Network] [Input(4)] [Dense(1)]")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net<")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net : Unknown { class Net; }")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net : Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net; partial class Net { partial class Net { ")]
    [InlineData("[Network] [Input(4)] [Dense(1)] enum Net;")]
    [InlineData("[Network] [Input(4)] [Dense(1)] delegate void Net();")]
    [InlineData("[Network] [Input(4)] [Dense(1)] void Net() { }")]
    [InlineData("[assembly: Network] [module: Input(4)] [type: Dense(1)] partial class Net;")]
    [InlineData("namespace { [Network] [Input(4)] [Dense(1)] partial class Net; }")]
    [InlineData("namespace A. { [Network] [Input(4)] [Dense(1)] partial class Net; }")]
    [InlineData("[Network] [Input(4)] [Dense(1)] partial class Net(int seed);")]
    public void A_class_with_errors(string source) => AssertNothingThrows(source);

    [Fact]
    public void Every_beginning_of_a_network()
    {
        // As it is typed: character by character, in one file, so that this is quick.
        for (int length = 1; length < Complete.Length; length += 2)
        {
            AssertNothingThrows(Complete[..length]);
        }
    }

    [Theory]
    [InlineData("namespace FcGen { public class NetworkAttribute : System.Attribute; }")]
    [InlineData("namespace FcGen { public class DenseAttribute : System.Attribute { public DenseAttribute(string outputs) { } } }")]
    [InlineData("namespace FcGen { public class InputAttribute : System.Attribute { public InputAttribute(params string[] shape) { } } }")]
    public void Attributes_of_the_user_in_our_namespace(string attribute) => AssertNothingThrows(
        attribute + " [FcGen.Network] [FcGen.Input(\"4\")] [FcGen.Dense(\"4\")] partial class Net;");

    private static void AssertNothingThrows(string source)
    {
        GeneratorRun run = GeneratorHarness.Run("using FcGen;\n" + source);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Null(run.Result.Results[0].Exception);
        Assert.DoesNotContain(GeneratorHarness.Analyze(run.Compilation), diagnostic => diagnostic.Id == "AD0001");
    }
}
