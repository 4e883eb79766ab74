namespace FcGen.Data;

/// <summary>Divides the samples of each class between two data sets in proportion.</summary>
internal static class Stratification
{
    /// <summary>
    /// Returns the number of samples of each class in the first data set, by the method of largest remainders. Of equal remainders, the
    /// class whose label occurs first is rounded up.
    /// </summary>
    /// <param name="labels">The labels of all samples, in random order.</param>
    /// <param name="trainCount">Number of samples in the first data set.</param>
    public static Dictionary<int, int> TrainCounts(IReadOnlyCollection<int> labels, int trainCount)
    {
        Share[] shares = [.. labels.CountBy(label => label).Select(count => new Share(count.Key, count.Value, trainCount, labels.Count))];
        int missing = trainCount - shares.Sum(share => share.Train);
        for (; missing != 0; missing -= Math.Sign(missing))
        {
            int step = Math.Sign(missing);
            shares.MinBy(share => share.CostOf(step))!.Train += step;
        }

        return shares.ToDictionary(share => share.Label, share => share.Train);
    }

    /// <summary>The samples of one class, and how many of them are in the first data set.</summary>
    private sealed class Share
    {
        private readonly int _count;
        private readonly int _total;
        private readonly long _exact;

        /// <summary>Initializes a class with its share rounded down, but with a sample in both data sets if it has two.</summary>
        public Share(int label, int count, int trainCount, int total)
        {
            (Label, _count, _total) = (label, count, total);
            _exact = (long)count * trainCount;
            int roundedDown = (int)(_exact / total);
            Train = count > 1 ? Math.Clamp(roundedDown, 1, count - 1) : roundedDown;
        }

        public int Label { get; }

        public int Train { get; set; }

        /// <summary>
        /// Returns the cost of one more or one less sample in the first data set: first whether a data set then lacks the class, then the
        /// distance to the exact share.
        /// </summary>
        public (int Missing, long Distance) CostOf(int step)
        {
            int train = Train + step;
            int missing = train < 0 || train > _count ? 2 : _count > 1 && (train == 0 || train == _count) ? 1 : 0;
            return (missing, step * (((long)train * _total) - _exact));
        }
    }
}
