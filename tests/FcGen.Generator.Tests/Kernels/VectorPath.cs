using System.Reflection;
using FcGen.Generator.Kernels;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>The branches of generated code, of which the JIT keeps one, widest vectors first.</summary>
public enum VectorPath
{
    Bits512,
    Bits256,

    /// <summary>128 bits and 32 registers.</summary>
    Arm64,
    Bits128,
    Portable,
}

/// <summary>
/// Networks compiled for one path, independent of the vectors of the machine. Without hardware support they are slow but correct.
/// </summary>
internal static class LoadedNetworks
{
    public static Assembly Load(IEnumerable<NaiveNetwork> networks, VectorPath path) =>
        Load("using FcGen;\n" + string.Join("\n", networks.Select(network => network.Source)), path);

    public static Assembly Load(string source, VectorPath path)
    {
        CSharpCompilation compilation = GeneratorHarness.Run(source).Compilation;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, Rewrite(tree, path));
        }

        return GeneratorHarness.Load(compilation);
    }

    private static SyntaxTree Rewrite(SyntaxTree tree, VectorPath path)
    {
        SyntaxNode root = tree.GetRoot();
        (ClassDeclarationSyntax Type, VectorWidth Width)[] kernels =
        [
            .. root.DescendantNodes().OfType<ClassDeclarationSyntax>()
                .SelectMany(type => VectorWidth.All.Where(width => width.ClassName == type.Identifier.Text).Select(width => (type, width))),
        ];
        if (kernels.Length == 0)
        {
            return tree;
        }

        // The widest that is not wider than the path. Others are omitted only to save compile time.
        bool Runs(VectorWidth width) => path != VectorPath.Portable && Enum.Parse<VectorPath>(width.ClassName) >= path;
        VectorWidth used = kernels.Select(kernel => kernel.Width).Where(width => Runs(width) || path == VectorPath.Portable)
            .MinBy(width => Enum.Parse<VectorPath>(width.ClassName))!;
        VectorWidth[] kept = [used, .. used.Rest is { } rest ? [rest] : Array.Empty<VectorWidth>()];
        string text = root.RemoveNodes(kernels.Where(kernel => !kept.Contains(kernel.Width)).Select(kernel => kernel.Type), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
        foreach (VectorWidth width in VectorWidth.All)
        {
            text = text.Replace(width.Condition, Runs(width) ? "true" : "false").Replace("Fc::Numerics.Processor.HalvesWideVectors", "false");
            text = kept.Contains(width) ? text : text.Replace($"{width.ClassName}.Run", $"{used.ClassName}.Run");
        }

        return CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath);
    }
}
