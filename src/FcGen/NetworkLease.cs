namespace FcGen;

/// <summary>
/// Read access to one version of a network in a <see cref="NetworkSlot{TNetwork}"/>. Its weights do not change before
/// <see cref="Dispose"/>, whatever is published meanwhile.
/// </summary>
/// <typeparam name="TNetwork">The network class.</typeparam>
public ref struct NetworkLease<TNetwork> : IDisposable
    where TNetwork : class, INetwork<TNetwork>
{
    private SlotCopy<TNetwork>? _copy;

    internal NetworkLease(SlotCopy<TNetwork> copy) => _copy = copy;

    /// <summary>The network, for predictions only. Do not write it, and do not use it after <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The lease has been disposed, or is a default value that belongs to no slot.</exception>
    public readonly TNetwork Network =>
        (_copy ?? throw new ObjectDisposedException($"NetworkLease<{typeof(TNetwork).Name}>")).Network;

    /// <summary>Ends the access. A second call, or a call on a default value, does nothing.</summary>
    public void Dispose()
    {
        _copy?.Leave();
        _copy = null;
    }
}
