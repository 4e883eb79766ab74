namespace FcGen;

/// <summary>
/// Options of <see cref="INetwork{TSelf}.Load(string, LoadOptions)"/>: how names of tensors in a file become those of the network, and
/// which differences are allowed. With the defaults, loading is as strict as without options.
/// </summary>
/// <example>
/// <code>
/// // A checkpoint of torch.compile, of which only the encoder is wanted:
/// Encoder encoder = Encoder.Load("model.safetensors", new LoadOptions { Prefix = "_orig_mod.encoder", AllowUnexpected = true });
/// </code>
/// </example>
public sealed class LoadOptions
{
    /// <summary>
    /// Beginning of the names in the file that the network's names do not have, for example <c>module.</c>; a dot at its end may be
    /// omitted. A tensor whose name does not begin with it counts as unexpected. Default: empty.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public string Prefix
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.Length == 0 || value.EndsWith('.') ? value : value + ".";
        }
    } = string.Empty;

    /// <summary>
    /// Returns the network's name of a tensor for its name in the file, after <see cref="Prefix"/> is removed; null to skip the tensor.
    /// Example: <c>name => name.Replace("fc1.", "0.")</c>. Default: null, names are equal.
    /// </summary>
    public Func<string, string?>? Rename { get; init; }

    /// <summary>
    /// Whether tensors of the network may be missing in the file. They then have the initial weights of <see cref="Seed"/>. At least one
    /// tensor must be found. Default: false.
    /// </summary>
    public bool AllowMissing { get; init; }

    /// <summary>Whether the file may contain other tensors, which are skipped. Default: false.</summary>
    public bool AllowUnexpected { get; init; }

    /// <summary>Seed of the initial weights of missing tensors, see <see cref="AllowMissing"/>. Default: 0.</summary>
    public int Seed { get; init; }
}
