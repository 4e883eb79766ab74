namespace FcGen;

/// <summary>A copy of parameters and buffers of a network, in memory that is taken once.</summary>
/// <param name="network">The network.</param>
internal sealed class NetworkState<TNetwork>(TNetwork network)
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _state = new float[network.UpdateState().Length];

    /// <summary>Copies the numbers of the network.</summary>
    public void Save() => network.UpdateState().CopyTo(_state);

    /// <summary>Gives the network the numbers that were saved last.</summary>
    public void Restore()
    {
        _state.CopyTo(network.UpdateState());
        _ = network.UpdateState();
    }
}
