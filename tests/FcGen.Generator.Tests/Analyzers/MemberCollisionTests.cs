using System.Globalization;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG008: user code conflicts with a generated member, or hides a type that generated code uses.</summary>
public sealed class MemberCollisionTests
{
    private const string Network = "[Network] [Input(4)] [Dense(8), ReLU, Dense(2)]";

    [Theory]
    [InlineData("public void {|FCG008:Forward|}(System.ReadOnlySpan<float> a, System.Span<float> b) { }", "Forward")]
    [InlineData("private static int {|FCG008:Classify|}(System.ReadOnlySpan<float> pixels) => 0;", "Classify")]
    [InlineData("TrainingWorkspace {|FCG008:CreateWorkspace|}(System.Int32 size) => null!;", "CreateWorkspace")]
    [InlineData("void {|FCG008:GetTensor|}(string? name, System.Span<float> to) { }", "GetTensor")]
    [InlineData("int {|FCG008:Prepare|}(Preparation what) => 1;", "Prepare")]
    [InlineData("void {|FCG008:CopyFrom|}(Net? source) { }", "CopyFrom")]
    [InlineData("static float[] {|FCG008:Predict|}(System.ReadOnlySpan<float> sample) => [];", "Predict")]
    [InlineData("Net {|FCG008:Create|}(int number) => this;", "Create")]
    [InlineData("\r\n    // beside\r\n    NetworkEdit<Net> {|FCG008:Edit|}() => default; // that\r\n", "Edit")]
    [InlineData("void {|FCG008:Initialize|}(int number) { }", "Initialize")]
    [InlineData("void {|FCG008:Derive|}() { }", "Derive")]
    [InlineData("void {|FCG008:ForwardSample|}(ref float a, in float b, out float c, ref readonly float d) => c = 0;", "ForwardSample")]
    [InlineData("static void {|FCG008:ForwardRows|}(ref float a, ref float b, ref float c, ref float d, int rows) { }", "ForwardRows")]
    public void A_method_with_the_parameters_of_a_generated_one(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("int {|FCG008:Forward|} => 1;", "Forward")]
    [InlineData("public System.Span<float> {|FCG008:Parameters|} => default;", "Parameters")]
    [InlineData("static int {|FCG008:InputSize|} { get; set; }", "InputSize")]
    [InlineData("int _mine, {|FCG008:Tensors|}, _other;", "Tensors")]
    [InlineData("public const int {|FCG008:OutputSize|} = 2;", "OutputSize")]
    [InlineData("const string {|FCG008:ParameterCount|} = \"58\";", "ParameterCount")]
    [InlineData("event System.Action? {|FCG008:Backward|};", "Backward")]
    [InlineData("event System.Action {|FCG008:Buffers|} { add { } remove { } }", "Buffers")]
    [InlineData("class {|FCG008:ForwardBatch|};", "ForwardBatch")]
    [InlineData("enum {|FCG008:SetTensor|} { A }", "SetTensor")]
    [InlineData("delegate void {|FCG008:ForwardTraining|}();", "ForwardTraining")]
    [InlineData("record struct {|FCG008:MaxDegreeOfParallelism|};", "MaxDegreeOfParallelism")]
    public void Any_other_member_with_the_name_of_a_public_one(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("private readonly int {|FCG008:_state|} = 1;", "_state")]
    [InlineData("static int {|FCG008:_maxDegreeOfParallelism|};", "_maxDegreeOfParallelism")]
    [InlineData("object {|FCG008:_derivation|} => this;", "_derivation")]
    [InlineData("private static readonly string[] {|FCG008:TensorTable|} = [];", "TensorTable")]
    [InlineData("struct {|FCG008:BatchPass|};", "BatchPass")]
    [InlineData("int {|FCG008:TrainingPass|} => 1;", "TrainingPass")]
    [InlineData("class {|FCG008:SamplePass|};", "SamplePass")]
    [InlineData("class {|FCG008:ClassifyPass|};", "ClassifyPass")]
    [InlineData("struct {|FCG008:Scratch16|};", "Scratch16")]
    [InlineData("int {|FCG008:Scratch16|}() => 1;", "Scratch16")]
    public void A_member_with_a_name_that_generated_code_keeps_for_itself(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("public {|FCG008:Net|}() { }", "Net()")]
    [InlineData("private {|FCG008:Net|}(int number) { }", "Net(int)")]
    [InlineData("public Net(string name) : this(1) { } internal {|FCG008:Net|}(System.Int32 number) { }", "Net(int)")]
    public void A_constructor_with_the_parameters_of_a_generated_one(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("partial class {|FCG008:Net|}(int seed) { public int Seed => seed; }")]
    [InlineData("partial class {|FCG008:Net|}(string name) { public string Name => name; }")]
    [InlineData("public sealed partial class {|FCG008:Net|}();")]
    public void A_primary_constructor(string declaration) => AnalyzerCheck.Reports(
        $"{Network} {declaration}",
        "Network 'Net' has a primary constructor, which its generated constructors cannot call: declare an ordinary constructor instead");

    [Fact]
    public void A_primary_constructor_on_another_declaration_in_another_file() => AnalyzerCheck.Reports(
        [$"{Network} partial class Net;", "partial class {|FCG008:Net|}(int seed) { int Seed => seed; }"],
        ["Network 'Net' has a primary constructor, which its generated constructors cannot call: declare an ordinary constructor instead"]);

    [Theory]
    [InlineData("Forward")]
    [InlineData("Parameters")]
    [InlineData("InputSize")]
    [InlineData("TrainingPass")]
    [InlineData("_state")]
    [InlineData("Scratch16")]
    public void A_class_called_like_a_member_that_is_generated_for_it(string name) => AnalyzerCheck.Reports(
        $"{Network} partial class {{|FCG008:{name}|}};", Collision(name, name));

    [Theory]
    [InlineData("void INetwork<Net>.{|FCG008:Forward|}(System.ReadOnlySpan<float> a, System.Span<float> b) { }", "Forward")]
    [InlineData("System.ReadOnlySpan<float> INetwork<Net>.{|FCG008:Parameters|} => default;", "Parameters")]
    [InlineData("System.Span<float> INetwork<Net>.{|FCG008:MutableState|} => default;", "MutableState")]
    [InlineData("static int FcGen.INetwork<Net>.{|FCG008:InputSize|} => 4;", "InputSize")]
    [InlineData("static int INetwork<Net>.{|FCG008:ParametersLength|} => 58;", "ParametersLength")]
    [InlineData("static void global::FcGen.INetwork<Net>.{|FCG008:Prepare|}(Preparation what) { }", "Prepare")]
    public void An_explicit_implementation_of_a_member_of_INetwork(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("int {|FCG008:get_Parameters|}() => 0;", "get_Parameters")]
    [InlineData("static void {|FCG008:get_Tensors|}() { }", "get_Tensors")]
    [InlineData("void {|FCG008:set_MaxDegreeOfParallelism|}(int number) { }", "set_MaxDegreeOfParallelism")]
    [InlineData("int {|FCG008:set_Buffers|}(System.ReadOnlySpan<float> values) => 0;", "set_Buffers")]
    public void A_method_called_like_an_accessor_of_a_generated_property(string member, string name) => AssertCollides(member, name);

    [Theory]
    [InlineData("public abstract int Parameters { get; }", "Parameters")]
    [InlineData("public abstract void Forward(System.ReadOnlySpan<float> a, System.Span<float> b);", "Forward")]
    [InlineData("protected abstract event System.Action Backward;", "Backward")]
    [InlineData("internal abstract void Derive();", "Derive")]
    public void An_abstract_member_of_a_base_which_a_generated_one_would_hide(string member, string name) => AnalyzerCheck.Reports(
        $"abstract class Base {{ {member} }} abstract class Middle : Base; {Network} partial class {{|FCG008:Net|}} : Middle;", Collision(name));

    [Theory]
    [InlineData("class Net { int {|FCG008:Unsafe|}; }", "Unsafe")]
    [InlineData("class Net { static void {|FCG008:MemoryMarshal|}(int number) { } }", "MemoryMarshal")]
    [InlineData("class Net { class {|FCG008:Vector256|}; }", "Vector256")]
    [InlineData("class Net { int {|FCG008:MethodImplOptions|} { get; set; } }", "MethodImplOptions")]
    [InlineData("class Net : Base; class Base { protected const int {|FCG008:Vector512|} = 1; }", "Vector512")]
    [InlineData("class Net : Middle; class Middle : Base; class Base { public enum {|FCG008:Vector128|} { A } }", "Vector128")]
    [InlineData("class Net; class {|FCG008:InlineArrayAttribute|} : System.Attribute;", "InlineArrayAttribute")]
    [InlineData("class Net; static class {|FCG008:MethodImpl|};", "MethodImpl")]
    public void A_member_or_type_that_hides_one_that_generated_code_uses(string classes, string name) =>
        AnalyzerCheck.Reports($"{Network} partial {classes}", Hiding(name));

    [Fact]
    public void Members_of_a_type_around_the_network_hide_too() => AnalyzerCheck.Reports(
        $"partial class Outer : Base {{ private int {{|FCG008:Unsafe|}} = 1; {Network} partial class Net; }} class Base {{ internal void {{|FCG008:Vector256|}}() {{ }} }}",
        Hiding("Unsafe"),
        Hiding("Vector256"));

    [Theory]
    [InlineData("namespace A { NETWORK partial class Net; } namespace A { struct {|FCG008:Vector256|}; }", "Vector256")]
    [InlineData("namespace A.B { NETWORK partial class Net; interface {|FCG008:MemoryMarshal|}; }", "MemoryMarshal")]
    [InlineData("namespace A { NETWORK partial class Net; namespace {|FCG008:Unsafe|} { class Other; } }", "Unsafe")]
    [InlineData("namespace A { NETWORK partial class Net; namespace {|FCG008:Unsafe|}.Other { class Inner; } }", "Unsafe")]
    public void A_type_or_namespace_beside_the_network_hides_too(string source, string name) =>
        AnalyzerCheck.Reports(source.Replace("NETWORK", Network), Hiding(name));

    [Theory]
    [InlineData("namespace A { public class Vector256; }", "namespace A { NETWORK partial class Net; }", "Vector256")]
    [InlineData("namespace A.Unsafe { public class Other; }", "namespace A { NETWORK partial class Net; }", "Unsafe")]
    [InlineData("public class MemoryMarshal;", "NETWORK partial class Net;", "MemoryMarshal")]
    [InlineData("public class Base { protected int Unsafe; }", "NETWORK partial class Net : Base;", "Unsafe")]
    [InlineData("public abstract class Base { public abstract int Forward { get; } }", "NETWORK partial class Net : Base;", "Forward")]
    [InlineData("namespace A { class Vector256; public class Other { class Unsafe; } }", "namespace A { NETWORK partial class Net; }")]
    [InlineData("namespace B { public class Unsafe; } public class Unsafe;", "namespace A { NETWORK partial class Net; }")]
    public void A_symbol_of_another_project_is_reported_at_the_name_of_the_network(string library, string source, params string[] names)
    {
        CSharpCompilation other = GeneratorHarness.Compile([library]);
        source = "using FcGen;\n" + source.Replace("NETWORK", Network);

        // An editor refers to the other project itself, with places in its sources; a build to its assembly.
        foreach (MetadataReference reference in new MetadataReference[] { other.ToMetadataReference(), ImageOf(other) })
        {
            GeneratorRun run = GeneratorHarness.Run(GeneratorHarness.Compile([source]).AddReferences(reference));
            IReadOnlyList<Diagnostic> found = GeneratorHarness.Analyze(run.Compilation);
            Assert.Equal(
                names.Select(name => name == "Forward" ? Collision(name) : Hiding(name)),
                found.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
            Assert.All(found, diagnostic => Assert.Equal(source.LastIndexOf("Net", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start));
            Assert.Equal(names.Contains("Forward") ? ["CS0534"] : [], run.Problems.Select(problem => problem.Id));
        }
    }

    [Fact]
    public void A_network_in_the_namespace_of_the_types_that_are_meant_hides_nothing() =>
        AnalyzerCheck.ReportsNothing($"namespace System.Runtime.Intrinsics {{ {Network} partial class Net; }}");

    [Fact]
    public void A_network_that_hides_a_type_itself() =>
        AnalyzerCheck.Reports($"namespace A {{ {Network} partial class {{|FCG008:Vector256|}}; }}", Hiding("Vector256", "Vector256"));

    [Fact]
    public void Every_collision_is_reported() => AnalyzerCheck.Reports(
        $"{Network} partial class Net {{ int {{|FCG008:Forward|}}; class {{|FCG008:BatchPass|}}; void {{|FCG008:Unsafe|}}() {{ }} {{|FCG008:Net|}}(int a) {{ }} }}",
        Collision("Forward"),
        Collision("BatchPass"),
        Hiding("Unsafe"),
        Collision("Net(int)"));

    [Theory]
    [InlineData("void Forward() { } int Forward(System.Span<float> a, System.Span<float> b) => 1; int Classify(float[] input) => 1;")]
    [InlineData("void Forward<T>(System.ReadOnlySpan<float> input, System.Span<float> output) { } void Prepare<T>(Preparation what) { } void Prepare() { }")]
    [InlineData("void CopyFrom(object other) { } Net Create(long seed) => this; Net Create() => this; void OnStateChanged() { } string GetTensor(int index) => string.Empty;")]
    [InlineData("public override string ToString() => \"mine\";")]
    [InlineData("public string ToString(string format) => format;")]
    [InlineData("private new int ToString => 1;")]
    [InlineData("void Forward(in System.ReadOnlySpan<float> input, System.Span<float> output) { } void ForwardSample(float a, float b, float c, float d) { }")]
    [InlineData("void Initialize(long seed) { } void Derive(int number) { } TrainingWorkspace CreateWorkspace(int? size) => null!;")]
    [InlineData("Net(string name) : this(1) { } Net(ref int seed) : this(seed) { } static Net() { } Net(long seed) : this() { }")]
    [InlineData("static readonly int _states = 1, state = 2, forward = 3; const int ForwardSize = 1, inputSize = 4;")]
    [InlineData("class Scratch; class Scratches; class Scratch1x; int Scratch16x => 1; class Kernels; class Bits256; class Kernel;")]
    [InlineData("static int ParametersLength => 3; int Parameter => 1; int Size => Parameter + ParametersLength;")]
    [InlineData("int get_Parameters(int number) => 1; void set_MaxDegreeOfParallelism(string text) { } int get_Forward() => 1; void get_InputSize() { }")]
    [InlineData("int this[int number] => number; public static bool operator true(Net net) => true; public static bool operator false(Net net) => false;")]
    [InlineData("static class Inner { const int InputSize = 3; static void Unsafe() { } class BatchPass; }")]
    public void Other_members_and_overloads_are_not_reported(string members) =>
        AnalyzerCheck.ReportsNothing($"#pragma warning disable 169, 414, 649\n{Network} partial class Net {{ {members} }}");

    [Theory]
    [InlineData("class Base { public virtual void Forward(System.ReadOnlySpan<float> a, System.Span<float> b) { } public const int InputSize = 3; protected class BatchPass; }")]
    [InlineData("abstract class Far { public abstract int Parameters { get; } } class Base : Far { public override int Parameters => 1; }")]
    [InlineData("abstract class Base { public virtual void Forward(int number) { } } interface IForward { void Forward(); }")]
    [InlineData("class Base { private int Unsafe => 1; private class Vector256; private static void MemoryMarshal() { } }")]
    [InlineData("[Network, Input(3), Dense(1)] partial class Base;")]
    public void Members_of_a_base_that_can_be_hidden_are_not_reported(string types) => AnalyzerCheck.ReportsNothing($"{types} {Network} partial class Net : Base;");

    [Theory]
    [InlineData("class Unsafe; class Vector256; class MethodImplAttribute; namespace A { NETWORK partial class Net; }")]
    [InlineData("namespace A { class Unsafe; class Vector256<T>; namespace B { NETWORK partial class Net; } }")]
    [InlineData("namespace A { NETWORK partial class Net; } namespace A.B { class Unsafe; class MemoryMarshal; }")]
    [InlineData("namespace A { NETWORK partial class Net { static int Unsafely = 1, Vector64 = Unsafely; } class Vector; class MemoryMarshals; }")]
    [InlineData("NETWORK partial class Net; class Other { int Unsafe => 1; class Vector512; }")]
    [InlineData("NETWORK partial class Net : INetwork<Net>; class Derived : Net { void Unsafe() { } new void Forward(System.ReadOnlySpan<float> a, System.Span<float> b) { } }")]
    [InlineData("namespace A { class Unsafe<T>; delegate void InlineArray<T>(T value); NETWORK public partial class Net; }")]
    [InlineData("NETWORK partial class Net { int MethodImpl { get; } = 3; void InlineArray() { } }")]
    [InlineData("partial class Outer { public int InlineArray { get; set; } NETWORK partial class Net; }")]
    public void Types_that_hide_nothing_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(source.Replace("NETWORK", Network));

    [Fact]
    public void A_file_local_type_hides_nothing() => AnalyzerCheck.ReportsNothing($"file class Unsafe; {Network} partial class Net;");

    private static PortableExecutableReference ImageOf(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static void AssertCollides(string member, string name) =>
        AnalyzerCheck.Reports($"{Network} partial class Net {{ {member} }}", Collision(name));

    private static string Collision(string member, string network = "Net") =>
        $"'{member}' conflicts with a generated member of network '{network}': rename it";

    private static string Hiding(string name, string network = "Net") =>
        $"'{name}' hides a type that the generated code of network '{network}' uses: rename it";
}
