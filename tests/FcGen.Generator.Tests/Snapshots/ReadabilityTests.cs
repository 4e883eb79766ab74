using FcGen.Generator.Emission;
using FcGen.Generator.Tests.Hostile;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Snapshots;

/// <summary>People read generated code and step through it, and tools can tell it from theirs.</summary>
public sealed class ReadabilityTests
{
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

    private static string NameOf(AttributeData attribute) => attribute.AttributeClass!.Name.Replace("Attribute", string.Empty);
}
