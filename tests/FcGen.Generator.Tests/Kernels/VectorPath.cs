using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>The branches of generated code, of which the JIT keeps one.</summary>
public enum VectorPath
{
    Bits512,
    Bits256,
    Portable,
}

/// <summary>
/// Networks compiled for one path, independent of the vectors of the machine. Without hardware support they are slow but correct.
/// </summary>
internal static class LoadedNetworks
{
    /// <summary>The classes of a kernel, widest first.</summary>
    private static readonly string[] Widths = [nameof(VectorPath.Bits512), nameof(VectorPath.Bits256)];

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
        ClassDeclarationSyntax[] kernels = [.. root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => Widths.Contains(type.Identifier.Text))];
        if (kernels.Length == 0)
        {
            return tree;
        }

        // The widest that is not wider than the path. Others are omitted only to save compile time.
        string[] widths = [.. kernels.Select(type => type.Identifier.Text).OrderBy(name => Array.IndexOf(Widths, name))];
        string used = widths.FirstOrDefault(width => Array.IndexOf(Widths, width) >= Array.IndexOf(Widths, path.ToString())) ?? widths[^1];
        string text = root.RemoveNodes(kernels.Where(type => type.Identifier.Text != used), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
        foreach (string width in Widths)
        {
            bool isAccelerated = Array.IndexOf(Widths, width) >= Array.IndexOf(Widths, path.ToString()) && path != VectorPath.Portable;
            text = text
                .Replace($"{width.Replace("Bits", "Vector")}.IsHardwareAccelerated", isAccelerated ? "true" : "false")
                .Replace($"{width}.Run", $"{used}.Run");
        }

        return CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath);
    }
}
