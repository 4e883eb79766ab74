using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>Memory for a number of samples, taken once and used again for every batch.</summary>
internal sealed class BatchBuffer
{
    private AlignedBuffer _inputs;
    private AlignedBuffer _targets;
    private int[] _labels = [];
    private int _inputSize;
    private int _targetSize;

    /// <summary>Makes sure that some samples of a source fit.</summary>
    public void MakeRoom(DataSource source, int count)
    {
        (_inputSize, _targetSize) = (source.InputSize, source.TargetSize);
        if (_inputs.Length < checked(count * _inputSize))
        {
            _inputs = new AlignedBuffer(count * _inputSize);
        }

        if (source.HasLabels && _labels.Length < count)
        {
            _labels = new int[count];
        }

        if (_targets.Length < checked(count * _targetSize))
        {
            _targets = new AlignedBuffer(count * _targetSize);
        }
    }

    /// <summary>Room for the first so many samples.</summary>
    public SampleBatch Take(int count) => new(
        _inputs.Span[..(count * _inputSize)],
        _targetSize == 0 ? _labels.AsSpan(0, count) : [],
        _targetSize == 0 ? [] : _targets.Span[..(count * _targetSize)],
        count);
}
