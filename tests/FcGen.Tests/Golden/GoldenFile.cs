using System.Text.Json;

namespace FcGen.Tests.Golden;

/// <summary>One file of golden vectors: what PyTorch computed, written by <c>tests/golden/generate.py</c>.</summary>
internal sealed class GoldenFile
{
    private readonly JsonElement _root;

    private GoldenFile(JsonElement root) => _root = root;

    public static GoldenFile Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return new GoldenFile(document.RootElement.Clone());
    }

    public IEnumerable<string> Names => _root.EnumerateObject().Select(property => property.Name);

    public bool Has(string name) => _root.TryGetProperty(name, out _);

    /// <summary>Returns an entry that contains entries.</summary>
    public GoldenFile Part(string name) => new(_root.GetProperty(name));

    public float Number(string name) => _root.GetProperty(name).GetSingle();

    public string Text(string name) => _root.GetProperty(name).GetString()!;

    public float[] Floats(string name) => [.. _root.GetProperty(name).EnumerateArray().Select(element => element.GetSingle())];

    public int[] Integers(string name) => [.. _root.GetProperty(name).EnumerateArray().Select(element => element.GetInt32())];
}
