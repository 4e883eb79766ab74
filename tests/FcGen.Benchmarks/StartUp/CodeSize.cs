using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace FcGen.Benchmarks;

/// <summary>The code size of a network.</summary>
/// <param name="Lines">The lines of generated source.</param>
/// <param name="SourceBytes">The bytes of generated source in UTF-8.</param>
/// <param name="IlBytes">The bytes of IL of all methods of the class.</param>
/// <param name="MachineBytes">The bytes of machine code of the methods compiled after Prepare, for the vector width in use.</param>
internal sealed partial record CodeSize(int Lines, int SourceBytes, int IlBytes, int MachineBytes)
{
    private const BindingFlags AllMembers =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<CodeSize> Measure(IReadOnlyList<NetworkCase> networks)
    {
        string[] sources =
        [
            .. networks.Select(network => network.Model.Kind == NetworkKind.Streams).Distinct().Select(Compiler.NetworksSource),
        ];
        GeneratorDriver driver = Compiler.CreateDriver().RunGenerators(Compiler.Compile(sources));
        SyntaxTree[] trees = [.. driver.GetRunResult().GeneratedTrees];
        return [.. networks.Select(network => Measure(network, trees))];
    }

    private static CodeSize Measure(NetworkCase network, SyntaxTree[] trees)
    {
        string[] files =
        [
            .. trees.Where(tree => Path.GetFileName(tree.FilePath).StartsWith(network.Class.FullName + ".", StringComparison.Ordinal))
                .Select(tree => tree.ToString()),
        ];
        return files.Length == 0
            ? throw new InvalidOperationException($"The generator created no file whose name starts with {network.Class.FullName}.")
            : new CodeSize(
                files.Sum(file => file.Count(letter => letter == '\n')),
                files.Sum(Encoding.UTF8.GetByteCount),
                IlSize(network.Class),
                MachineCodeSize(network));
    }

    private static int IlSize(Type type) =>
        type.GetMethods(AllMembers).Cast<MethodBase>().Concat(type.GetConstructors(AllMembers))
            .Sum(method => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0)
        + type.GetNestedTypes(AllMembers).Where(IsGenerated).Sum(IlSize);

    /// <summary>Whether a nested type is generated, and not in the benchmark's part of the class.</summary>
    private static bool IsGenerated(Type nested) => !nested.IsAssignableTo(typeof(ICalls));

    /// <summary>Returns the sum of the code sizes that the JIT lists in a process that calls Prepare.</summary>
    private static int MachineCodeSize(NetworkCase network)
    {
        string list = Path.GetTempFileName();
        try
        {
            OwnProcess.Run(
                FirstCall.Arguments(network, prepare: true), [new("DOTNET_JitStdOutFile", list), new("DOTNET_JitDisasmSummary", "1")]);
            int sum = File.ReadLines(list)
                .Select(line => CompiledMethod().Match(line))
                .Where(match => match.Success && IsOf(network.Class, match.Groups["type"].Value))
                .Sum(match => int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture));
            return sum > 0 ? sum : throw new InvalidOperationException($"The JIT listed no method of {network.Class.FullName}.");
        }
        finally
        {
            File.Delete(list);
        }
    }

    private static bool IsOf(Type network, string type) =>
        type == network.FullName || network.GetNestedTypes(AllMembers).Where(IsGenerated).Any(nested => nested.FullName == type);

    [GeneratedRegex(@"JIT compiled (?<type>[^:\[]+):.* code size=(?<size>\d+)")]
    private static partial Regex CompiledMethod();
}
