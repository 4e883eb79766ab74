using FcGen.Runtime;

namespace FcGen.Data;

/// <summary>Memory for a number of samples, allocated once and reused for every batch.</summary>
internal sealed class BatchBuffer
{
    private AlignedBuffer _inputs;
    private AlignedBuffer _targets;
    private int[] _labels = [];
    private float[] _sampleWeights = [];
    private bool _hasSampleWeights;
    private int _inputSize;
    private int _targetSize;

    /// <summary>Returns the largest number of samples of a source that fit in a buffer.</summary>
    public static int MostSamples(DataSource source) => AlignedBuffer.MaxLength / Math.Max(source.InputSize, source.TargetSize);

    /// <summary>Grows the buffer to a number of samples of a source, with or without their weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is above <see cref="MostSamples"/>.</exception>
    public void MakeRoom(DataSource source, int count, bool withSampleWeights = false)
    {
        int most = MostSamples(source);
        if (count > most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"At most {most} samples of {source.InputSize} inputs and {source.TargetSize} targets fit in a buffer, but there are {count}.");
        }

        (_inputSize, _targetSize, _hasSampleWeights) = (source.InputSize, source.TargetSize, withSampleWeights);
        if (_inputs.Length < count * _inputSize)
        {
            _inputs = new AlignedBuffer(count * _inputSize);
        }

        if (source.HasLabels && _labels.Length < count)
        {
            _labels = new int[count];
        }

        if (withSampleWeights && _sampleWeights.Length < count)
        {
            _sampleWeights = new float[count];
        }

        if (_targets.Length < count * _targetSize)
        {
            _targets = new AlignedBuffer(count * _targetSize);
        }
    }

    /// <summary>Returns a batch over the first samples of the buffer.</summary>
    public SampleBatch Take(int count) => new(
        _inputs.Span[..(count * _inputSize)],
        _targetSize == 0 ? _labels.AsSpan(0, count) : [],
        _targetSize == 0 ? [] : _targets.Span[..(count * _targetSize)],
        count,
        _hasSampleWeights ? _sampleWeights.AsSpan(0, count) : []);
}
