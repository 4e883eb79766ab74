namespace FcGen.Tests.Training;

/// <summary>A source of one's own: sample i has the inputs i, i / 2 and 1, and the label i % 4. It watches how it is read.</summary>
internal sealed class NumberedSource(int count, int classCount = NumberedSource.Classes) : DataSource(count, inputSize: 3, targetSize: 0, classCount)
{
    public const int Classes = 4;

    private int _readings;

    /// <summary>Called in every reading with the number of its first sample.</summary>
    public Action<int> Reading { get; init; } = _ => { };

    public Func<int, int> Label { get; init; } = i => i % Classes;

    /// <summary>Number of reads in progress.</summary>
    public int Readings => _readings;

    public int MostReadingsAtOnce { get; private set; }

    protected override void ReadSamples(int first, SampleBatch destination)
    {
        MostReadingsAtOnce = Math.Max(MostReadingsAtOnce, Interlocked.Increment(ref _readings));
        try
        {
            Reading(first);
            for (int row = 0; row < destination.Count; row++)
            {
                int number = first + row;
                Span<float> input = destination.GetInput(row);
                (input[0], input[1], input[2]) = (number, number / 2f, 1);
                destination.Labels[row] = Label(number);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _readings);
        }
    }
}
