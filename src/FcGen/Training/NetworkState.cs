namespace FcGen;

/// <summary>A copy of what training changes in a network, in memory that is allocated once.</summary>
/// <param name="network">The network.</param>
/// <param name="first">
/// Index in <see cref="INetwork{TSelf}.MutableState"/> of the first number to copy: 0 for all, <see cref="INetwork{TSelf}.ParametersLength"/>
/// for the buffers alone.
/// </param>
internal sealed class NetworkState<TNetwork>(TNetwork network, int first = 0)
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _state = new float[network.MutableState.Length - first];

    /// <summary>Copies the numbers of the network.</summary>
    public void Save() => network.MutableState[first..].CopyTo(_state);

    /// <summary>Gives the network the numbers that were saved last.</summary>
    public void Restore()
    {
        _state.CopyTo(network.MutableState[first..]);
        network.OnStateChanged();
    }
}
