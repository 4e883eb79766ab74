using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG011: the weights file in a call of Load does not match the network.</summary>
public sealed class WeightsMismatchTests
{
    private const string Net = "[Network] [Input(4)] [Dense(4, 3), BatchNorm, ReLU, Dense(3, 2, Bias = false, Name = \"head\")] partial class Net;";

    private static readonly string[] Fitting =
    [
        "F32 3,4 0.weight",
        "F32 3 0.bias",
        "F32 3 1.weight",
        "F32 3 1.bias",
        "F32 3 1.running_mean",
        "F32 3 1.running_var",
        "I64 - 1.num_batches_tracked",
        "F32 2,3 head.weight",
    ];

    [Fact]
    public void A_tensor_is_missing() => Reports(
        Fitting[..^1], "'net.safetensors' does not match network 'Net': 'head.weight' [2, 3] is missing");

    [Fact]
    public void A_tensor_is_left_over() => Reports(
        [.. Fitting, "F32 2 head.bias"], "'net.safetensors' does not match network 'Net': 'head.bias' [2] is unexpected");

    [Fact]
    public void A_shape_is_another() => Reports(
        With("F32 4,3 0.weight"), "'net.safetensors' does not match network 'Net': '0.weight' must have shape [3, 4], but has [4, 3]");

    [Fact]
    public void A_type_cannot_be_read() => Reports(
        With("I64 3 0.bias"), "'net.safetensors' does not match network 'Net': '0.bias' must be one of F32, F64, F16, BF16, but is I64");

    [Fact]
    public void The_count_of_a_batch_norm_has_another_shape() => Reports(
        With("I64 1 1.num_batches_tracked"),
        "'net.safetensors' does not match network 'Net': '1.num_batches_tracked' must have shape [], but has [1]");

    [Fact]
    public void All_differences_are_reported_in_one_line() => Reports(
        ["F32 3,4 fc1.weight", .. Fitting[1..^1], "F32 3,2 head.weight"],
        "'net.safetensors' does not match network 'Net': '0.weight' [3, 4] is missing; 'head.weight' must have shape [2, 3], but has [3, 2]; 'fc1.weight' [3, 4] is unexpected");

    [Fact]
    public void A_common_prefix_is_recognized() => Reports(
        [.. Fitting.Select(line => line.Insert(line.LastIndexOf(' ') + 1, "module."))],
        "'net.safetensors' does not match network 'Net': '0.weight' [3, 4] is missing; '0.bias' [3] is missing; '1.weight' [3] is missing; "
        + "'1.bias' [3] is missing; and 12 more. In the file, the names of the network begin with 'module.': load it with LoadOptions.Prefix, "
        + "or use [Network(Prefix = ...)]");

    [Fact]
    public void Options_may_allow_differences() => AnalyzerCheck.Reports(
        [Load("\"net.safetensors\", new FcGen.LoadOptions { AllowMissing = true }")],
        [],
        WeightsManifestFile.Of("net.safetensors", Fitting[..^1]));

    [Fact]
    public void Of_very_many_differences_some_are_reported() => Reports(
        [], "'net.safetensors' does not match network 'Net': '0.weight' [3, 4] is missing; '0.bias' [3] is missing; '1.weight' [3] is missing; '1.bias' [3] is missing; and 4 more");

    [Fact]
    public void Of_very_many_unexpected_tensors_some_are_reported() => Reports(
        [.. Fitting, .. Enumerable.Range(0, 100).Select(i => $"F32 1 {i}.{new string('x', 200)}")],
        "'net.safetensors' does not match network 'Net': "
        + string.Concat(Enumerable.Range(0, 4).Select(i => $"'{i}.{new string('x', 118)}...' [1] is unexpected; ")) + "and 96 more");

    [Fact]
    public void Names_of_tensors_are_shown_on_one_line() => Reports(
        [.. Fitting, @"F32 1 x\u000Aevil.cs(1,1): error X: \u001B[31m\u2028\u202E\uD800"],
        @"'net.safetensors' does not match network 'Net': 'x\u000Aevil.cs(1,1): error X: \u001B[31m\u2028\u202E\uD800' [1] is unexpected");

    [Fact]
    public void Long_shapes_are_cut() => Reports(
        With("F32 1,1,1,1,1,1,1,1,1,1,3,4 0.weight"),
        "'net.safetensors' does not match network 'Net': '0.weight' must have shape [3, 4], but has [1, 1, 1, 1, 1, 1, 1, 1, ...]");

    [Theory]
    [InlineData("a \"quoted\"\t|.safetensors", @"a ""quoted""\u0009|.safetensors", "a \"quoted\"\\t|.safetensors")]
    [InlineData("x\n/define:EVIL.safetensors", @"x\u000A/define:EVIL.safetensors", "x\\n/define:EVIL.safetensors")]
    public void Any_name_of_a_file_finds_its_manifest(string name, string shown, string inManifest) => AnalyzerCheck.Reports(
        [Load($"{{|FCG011:{Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(name, quote: true)}|}}")],
        [$"'{shown}' does not match network 'Net': 'head.weight' [2, 3] is missing"],
        WeightsManifestFile.Of(inManifest.Replace("\\t", @"\u0009").Replace("\\n", @"\u000A"), Fitting[..^1]));

    [Fact]
    public void The_file_is_damaged_or_missing() => AnalyzerCheck.Reports(
        [Load("{|FCG011:\"net.safetensors\"|}")],
        ["'net.safetensors' does not match network 'Net': the file does not exist"],
        new WeightsManifestFile("fcgen-weights 1\nfile net.safetensors\nerror the file does not exist\n"));

    [Theory]
    [InlineData("{|FCG011:\"models/net.safetensors\"|}")]
    [InlineData("{|FCG011:\"net.safetensors\"|}")]
    [InlineData("{|FCG011:@\".\\models\\net.safetensors\"|}")]
    [InlineData("path: {|FCG011:Files.Net|}")]
    [InlineData("System.IO.Path.Combine(System.AppContext.BaseDirectory, {|FCG011:\"net.safetensors\"|})")]
    [InlineData("System.IO.Path.Join(System.AppContext.BaseDirectory, \"models\", {|FCG011:\"net\" + \".safetensors\"|})")]
    public void However_the_path_is_written(string path) => AnalyzerCheck.Reports(
        [Load(path)], [], WeightsManifestFile.Of("models/net.safetensors", Fitting[1..]));

    [Theory]
    [InlineData("F64 3,4 0.weight")]
    [InlineData("F16 3,4 0.weight")]
    [InlineData("BF16 3 0.bias")]
    [InlineData("I32 - 1.num_batches_tracked")]
    [InlineData("F32 - 1.num_batches_tracked")]
    public void Convertible_types_match(string tensor) => Fits(WeightsManifestFile.Of("net.safetensors", With(tensor)));

    [Fact]
    public void The_order_of_tensors_does_not_count() => Fits(WeightsManifestFile.Of("net.safetensors", [.. Fitting.Reverse()]));

    [Fact]
    public void A_file_that_the_project_does_not_name_is_not_known() => Fits(WeightsManifestFile.Of("other.safetensors", "F32 1 a"));

    [Fact]
    public void Two_files_that_may_be_meant_are_not_known() => Fits(
        WeightsManifestFile.Of("a/net.safetensors", "F32 1 a"), WeightsManifestFile.Of("b/net.safetensors", "F32 1 a"));

    [Fact]
    public void A_manifest_of_another_version_or_damaged_is_not_read() => Fits(
        new WeightsManifestFile("fcgen-weights 2\nfile net.safetensors\n"),
        new WeightsManifestFile("fcgen-weights 1\nfile net.safetensors\ntensor F32\n"),
        new WeightsManifestFile(string.Empty));

    [Theory]
    [InlineData("System.Environment.MachineName")]
    [InlineData("new System.IO.MemoryStream()")]
    public void A_path_that_is_not_known_is_not_compared(string path) =>
        AnalyzerCheck.Reports([Load(path)], [], WeightsManifestFile.Of("net.safetensors", "F32 1 a"));

    [Fact]
    public void A_network_with_errors_is_not_compared() => AnalyzerCheck.Reports(
        ["[Network] [Input(4)] [Dense({|FCG001:5|}, 3)] partial class Net { static readonly Net Loaded = Load(\"net.safetensors\"); }"],
        [],
        WeightsManifestFile.Of("net.safetensors", "F32 1 a"));

    [Fact]
    public void A_Load_that_is_no_network_s_is_not_compared() => AnalyzerCheck.Reports(
        [Net + " class Other { static void Load(string path) { } static void Run() => Load(\"net.safetensors\"); }"],
        [],
        WeightsManifestFile.Of("net.safetensors", "F32 1 a"));

    private static void Reports(string[] tensors, string message) => AnalyzerCheck.Reports(
        [Load("{|FCG011:\"net.safetensors\"|}")], [message], WeightsManifestFile.Of("net.safetensors", tensors));

    private static void Fits(params WeightsManifestFile[] files) => AnalyzerCheck.Reports([Load("\"net.safetensors\"")], [], files);

    /// <summary>Returns the matching tensors with one of them replaced.</summary>
    private static string[] With(string tensor) => [.. Fitting.Select(known => known.Split(' ')[2] == tensor.Split(' ')[2] ? tensor : known)];

    private static string Load(string path) => $$"""
        {{Net}}
        static class Files { public const string Net = "models/net.safetensors"; }
        class Program { static void Main() => _ = global::Net.Load({{path}}); }
        """;
}
