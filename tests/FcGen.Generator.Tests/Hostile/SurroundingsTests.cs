namespace FcGen.Generator.Tests.Hostile;

/// <summary>What else a user has written does not change what generated names mean.</summary>
public sealed class SurroundingsTests
{
    private const string Network = HostileCheck.Network;

    [Fact]
    public void Types_of_the_user_called_like_ours()
    {
        string[] names =
        [
            "INetwork", "TensorInfo", "TensorKind", "TrainingWorkspace", "Trainer", "Init", "AlignedBuffer", "NetworkGuard", "NetworkPreparation", "WeightInitializer",
            "Softmax", "Rows", "Dropout", "Tail", "Reduce", "Elementwise", "PortableGemm", "Scratch", "Kernels", "Kernels256", "Kernels512",
            "ReLUOperator", "ReLU", "Dense", "Network", "Numerics", "Initialization",
        ];
        HostileCheck.Works(
            $$"""
            {{string.Join("\n", names.Select(name => $"class {name};"))}}
            namespace User
            {
                {{string.Join("\n", names.Select(name => $"class {name};"))}}
                {{Network}} public partial class Net;
            }
            """,
            "User.Net");
    }

    [Fact]
    public void Types_of_the_user_called_like_those_of_the_base_library() => HostileCheck.Works(
        $$"""
        namespace User
        {
            class Span; class ReadOnlySpan; class Span<T>; class ReadOnlySpan<T>; class Array; class Math; class Type; class Object; class String; class Int32; class Single;
            class IReadOnlyList<T>; class List<T>; class Attribute; class ArgumentException;
            {{Network}} public partial class Net;
        }
        """,
        "User.Net");

    [Fact]
    public void Global_types_called_like_those_that_generated_code_names_without_a_prefix() => HostileCheck.Works(
        $$"""
        class Unsafe; class MemoryMarshal; class Vector128; class Vector256; class Vector512; class Vector256<T>; class Vector512<T>;
        class MethodImplAttribute; class MethodImplOptions; class InlineArrayAttribute;
        namespace User { {{Network}} public partial class Net; }
        """,
        "User.Net");

    [Fact]
    public void Namespaces_of_the_user_called_like_ours_and_the_base_library_s() => HostileCheck.Works(
        $$"""
        namespace User
        {
            namespace System { class Span; namespace Runtime { class CompilerServices; } }
            namespace FcGen { namespace Numerics { class Rows; } class Network; }
            namespace Numerics { class Rows; }
            {{Network}} public partial class Net;
        }
        namespace User.FcGen { {{Network}} public partial class Net; }
        namespace User.System { {{Network}} public partial class Net; }
        namespace FcGen.Samples { {{Network}} public partial class Net; }
        """,
        "User.Net",
        "User.FcGen.Net",
        "User.System.Net",
        "FcGen.Samples.Net");

    [Fact]
    public void Members_of_a_type_around_it_called_like_generated_ones() => HostileCheck.Works(
        $$"""
        public partial class Outer
        {
            public const string InputSize = "none";
            private readonly string _parameters = "none", Parameters = "none", System = "none", FcGen = "none";
            private class Kernels; class Kernels256; class TensorTable;
            public void Forward() => _ = _parameters + Parameters + System + FcGen;
            static void Prepare() { }
            {{Network}} public partial class Net;
        }
        """,
        "Outer+Net");

    [Fact]
    public void A_class_with_a_life_of_its_own() => HostileCheck.Works(
        $$"""
        #nullable enable
        using System;
        public interface IShape { int Sides { get; } }
        public class Base { protected int Counter; protected virtual int Count() => ++Counter; }

        {{Network}}
        public partial class Net : Base, IShape, IDisposable
        {
            private static readonly int[] Cache = new int[4];
            private readonly string _name = "net";
            private readonly object? _context;

            public Net(string name) : this(seed: 3) => _name = name;
            public Net(object? context, int number) => (_context, Cache[0]) = (context, number);
            static Net() => Cache[1] = 1;

            public int Sides => _name.Length + Cache[1] + (_context is null ? 0 : 1);
            public void Forward(int steps) => Counter += steps;
            protected override int Count() => base.Count() + 1;
            public void Dispose() { }
            public override string ToString() => _name;
            public static implicit operator string(Net net) => net._name;
            public enum Mode { On }
            public class Inner { public Net? Owner; }
        }

        public class Derived : Net { public Derived() : base(7) { } }
        """,
        "Net");
}
