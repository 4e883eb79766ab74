namespace FcGen;

/// <summary>
/// Write access to the parameters and buffers of a network, from <see cref="INetwork{TSelf}.Edit"/>. Dispose it before the next prediction:
/// predictions that begin afterwards use the new values.
/// </summary>
/// <remarks>
/// <para>
/// A network with <see cref="BatchNormAttribute">batch norm</see> predicts with a scale and shift that it derives from parameters and
/// buffers. <see cref="Dispose"/> marks them as out of date, and the next prediction derives them again. Without <see cref="Dispose"/>,
/// predictions may use the old scale and shift with the new weights.
/// </para>
/// <para>
/// An edit takes no lock. A prediction on another thread while the edit is open may use a mixture of old and new values. It does not affect
/// predictions after <see cref="Dispose"/>. Do not write spans of an edit after you have disposed it.
/// </para>
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <example>
/// <code>
/// using (NetworkEdit&lt;DigitNet&gt; edit = net.Edit())
/// {
///     TensorPrimitives.Multiply(edit.Parameters, 0.5f, edit.Parameters);
/// }
/// </code>
/// </example>
public ref struct NetworkEdit<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private TNetwork? _network;

    /// <summary>Opens an edit, as <see cref="INetwork{TSelf}.Edit"/> does.</summary>
    /// <param name="network">The network to write.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public NetworkEdit(TNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
    }

    /// <summary>The parameters, in the layout of <see cref="INetwork{TSelf}.Parameters"/>.</summary>
    /// <exception cref="ObjectDisposedException">The edit has been disposed, or is a default value that belongs to no network.</exception>
    public readonly Span<float> Parameters => State[..TNetwork.ParametersLength];

    /// <summary>The buffers, in the layout of <see cref="INetwork{TSelf}.Buffers"/>.</summary>
    /// <exception cref="ObjectDisposedException">The edit has been disposed, or is a default value that belongs to no network.</exception>
    public readonly Span<float> Buffers => State[TNetwork.ParametersLength..];

    private readonly Span<float> State =>
        (_network ?? throw new ObjectDisposedException($"NetworkEdit<{typeof(TNetwork).Name}>")).MutableState;

    /// <summary>Ends the edit and marks derived values as out of date. A second call, or a call on a default value, does nothing.</summary>
    public void Dispose()
    {
        _network?.OnStateChanged();
        _network = null;
    }
}
