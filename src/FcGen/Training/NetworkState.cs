namespace FcGen;

/// <summary>Copy of the state that training changes in a network, in memory that is allocated once.</summary>
/// <param name="network">The network.</param>
/// <param name="first">
/// Index in <see cref="INetwork{TSelf}.MutableState"/> of the first value to copy: 0 for all,
/// <see cref="INetwork{TSelf}.ParametersLength"/> for the buffers only.
/// </param>
internal sealed class NetworkState<TNetwork>(TNetwork network, int first = 0)
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _state = new float[network.MutableState.Length - first];

    /// <summary>Saves the state of the network.</summary>
    public void Save() => network.MutableState[first..].CopyTo(_state);

    /// <summary>Restores ranges of the state that was saved last.</summary>
    /// <param name="ranges">Index of the first value, counted from the first value of the copy, and number of values.</param>
    public void Restore(ReadOnlySpan<(int First, int Count)> ranges)
    {
        foreach ((int start, int count) in ranges)
        {
            _state.AsSpan(start, count).CopyTo(network.MutableState.Slice(first + start, count));
        }

        network.OnStateChanged();
    }

    /// <summary>Restores the state that was saved last.</summary>
    public void Restore()
    {
        _state.CopyTo(network.MutableState[first..]);
        network.OnStateChanged();
    }
}
