using System.Text.RegularExpressions;
using FcGen.Generator.Emission;
using FcGen.Generator.Tests.Hostile;
using FcGen.Generator.Tests.Infrastructure;
using FcGen.Generator.Tests.Kernels;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Snapshots;

/// <summary>People read generated code and step through it, and tools can tell it from theirs.</summary>
public sealed partial class ReadabilityTests
{
    private const int LongestLine = 160;

    /// <summary>The lines of the sample's networks, and of networks with every kind of layer and of kernel.</summary>
    private static readonly string[] Lines =
    [
        .. GeneratorHarness.Run(
            Repository.Read("samples", "Digits", "Networks.cs"),
            StoredNetworks.Source,
            "[FcGen.Network, FcGen.Input(100, 200, 300), FcGen.Tanh] partial class Picture;").Files.Values
            .SelectMany(text => text.Split('\n')),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("[global::FcGen.Dense(5, 4)]")]
    public void Every_generated_member_has_the_attributes_of_generated_code(string error)
    {
        GeneratorRun run = GeneratorHarness.Run($"{HostileCheck.RichNetwork} {error} public partial class Net;");
        INamedTypeSymbol network = run.Compilation.GetTypeByMetadataName("Net")!;
        ISymbol[] members = [.. network.GetMembers().Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null })];

        Assert.NotEmpty(members);
        Assert.All(members, member => Assert.Equal(
            member is IFieldSymbol ? ["GeneratedCode"] : ["GeneratedCode", "DebuggerNonUserCode", "ExcludeFromCodeCoverage"],
            member.GetAttributes().Select(NameOf).Where(name => name is not ("MethodImpl" or "InlineArray"))));
        Assert.All(members, member => Assert.Equal(
            ["FcGen", GeneratedMember.Version],
            member.GetAttributes().First(attribute => NameOf(attribute) == "GeneratedCode").ConstructorArguments.Select(argument => argument.Value)));
    }

    [Fact]
    public void A_line_fits_on_the_screen() => Assert.DoesNotContain(Lines, line => line.Length > LongestLine);

    [Fact]
    public void An_offset_of_a_tensor_has_a_name() => Assert.DoesNotContain(Lines, OffsetWithoutName().IsMatch);

    [GeneratedRegex(@"Unsafe\.Add\(ref (parameters|call\.ParameterGradients), \d")]
    private static partial Regex OffsetWithoutName();

    private static string NameOf(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", string.Empty);
}
