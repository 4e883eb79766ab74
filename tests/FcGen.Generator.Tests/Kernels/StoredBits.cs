using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Reads and writes the table of hashes in StoredBits.txt: a line for each quantity, a column for each path.</summary>
internal static class StoredBits
{
    private const int DifferencesShown = 20;

    /// <summary>Marks a missing hash.</summary>
    private const string None = "-";

    private static readonly string[] Columns = ["Bits512", "Bits256", "Portable", "PortableUnfused", "Bits128Unfused"];

    private static readonly string TablePath = Repository.PathOf("tests", "FcGen.Generator.Tests", "Kernels", "StoredBits.txt");

    /// <summary>
    /// Compares hashes with a column of the table and fails with the quantities that differ. With <c>FCGEN_ACCEPT=1</c>, stores the hashes.
    /// </summary>
    public static void Verify(string column, IReadOnlyList<(string Quantity, string Hash)> hashes)
    {
        int index = Array.IndexOf(Columns, column);
        Dictionary<string, string[]> table = Read();
        if (Environment.GetEnvironmentVariable("FCGEN_ACCEPT") == "1")
        {
            Write(hashes.Select(hash => (hash.Quantity, Replace(table.GetValueOrDefault(hash.Quantity), index, hash.Hash))));
            return;
        }

        string[] differences =
        [
            .. hashes.Select(hash => (hash.Quantity, Stored: table.GetValueOrDefault(hash.Quantity)?[index] ?? None, hash.Hash))
                .Where(hash => hash.Stored != hash.Hash)
                .Select(hash => $"{hash.Quantity} on path {column}: stored {hash.Stored}, computed {hash.Hash}"),
            .. table.Keys.Except(hashes.Select(hash => hash.Quantity))
                .Select(quantity => $"{quantity} on path {column}: stored, but not computed"),
        ];
        Assert.True(
            differences.Length == 0,
            $"{differences.Length} of {hashes.Count} hashes differ from StoredBits.txt:\n{string.Join('\n', differences.Take(DifferencesShown))}");
    }

    private static string[] Replace(string[]? row, int index, string hash)
    {
        string[] replaced = row ?? [.. Columns.Select(_ => None)];
        replaced[index] = hash;
        return replaced;
    }

    private static Dictionary<string, string[]> Read() => !File.Exists(TablePath)
        ? []
        : File.ReadLines(TablePath).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => words[1..]);

    private static void Write(IEnumerable<(string Quantity, string[] Hashes)> rows) => File.WriteAllText(
        TablePath,
        string.Concat(rows.Prepend(("Quantity", Columns)).Select(row => Line(row.Item1, row.Item2))));

    private static string Line(string quantity, string[] cells) => $"{quantity,-47}{string.Concat(cells.Select(cell => $" {cell,-15}")).TrimEnd()}\n";
}
