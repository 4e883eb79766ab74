using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>Reads batches of a data set in memory: a sampler selects indices, and their rows are gathered.</summary>
internal sealed class MemoryReader : BatchReader
{
    private readonly DataSet _data;
    private readonly Sampler _sampler;
    private readonly int _seed;
    private readonly int[] _rows;
    private int _next;

    public MemoryReader(DataSet data, FitOptions options)
    {
        _data = data;
        _sampler = options.Sampler ?? (options.Shuffle ? new RandomSampler() : new SequentialSampler());
        _seed = options.Seed;
        int count = _sampler.CountFor(data);
        _rows = count > 0
            ? new int[count]
            : throw new ArgumentException($"An epoch needs at least 1 sample, but {_sampler.GetType().Name} gives {count}.", nameof(options));
    }

    public override int Count => _rows.Length;

    public override bool HasSampleWeights => _data.HasSampleWeights && !_sampler.UsesSampleWeights;

    public override void BeginEpoch(int epoch)
    {
        PhiloxRandom random = OrderOf(epoch, _seed);
        _sampler.Sample(_data, _rows, ref random);
        _data.ToStored(_rows);
        _next = 0;
    }

    public override void Read(SampleBatch destination)
    {
        destination.Gather(_data.Stored, _rows.AsSpan(_next, destination.Count));
        _next += destination.Count;
    }
}
