namespace FcGen;

/// <summary>A copy of all numbers of a network, in memory that is taken once.</summary>
/// <param name="network">The network.</param>
internal sealed class NetworkState<TNetwork>(TNetwork network)
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _parameters = new float[network.Parameters.Length];

    /// <summary>Copies the numbers of the network.</summary>
    public void Save() => network.Parameters.CopyTo(_parameters);

    /// <summary>Gives the network the numbers that were saved last.</summary>
    public void Restore() => _parameters.CopyTo(network.Parameters);
}
