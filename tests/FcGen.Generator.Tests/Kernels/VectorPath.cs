using System.Reflection;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
    public static Assembly Load(IEnumerable<NaiveNetwork> networks, VectorPath path) =>
        Load("using FcGen;\n" + string.Join("\n", networks.Select(network => network.Source)), path);

    public static Assembly Load(string source, VectorPath path)
    {
        CSharpCompilation compilation = GeneratorHarness.Run(source).Compilation;
        string unused = path == VectorPath.Bits512 ? "Kernels256" : "Kernels512";
        string used = path == VectorPath.Bits512 ? "Kernels512" : "Kernels256";
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            // Kernels of the other width are omitted only to save compile time.
            compilation = tree.FilePath.EndsWith($".{unused}.g.cs", StringComparison.Ordinal)
                ? compilation.RemoveSyntaxTrees(tree)
                : compilation.ReplaceSyntaxTree(tree, Rewrite(tree, path, unused, used));
        }

        return GeneratorHarness.Load(compilation);
    }

    private static SyntaxTree Rewrite(SyntaxTree tree, VectorPath path, string unused, string used)
    {
        string text = tree.ToString()
            .Replace("Vector512.IsHardwareAccelerated", path == VectorPath.Bits512 ? "true" : "false")
            .Replace("Vector256.IsHardwareAccelerated", path == VectorPath.Portable ? "false" : "true")
            .Replace(unused, used);
        return CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath);
    }
}
