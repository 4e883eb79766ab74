using FcGen.Data;
using FcGen.Numerics;

namespace FcGen;

/// <content>Splits and subsets. They share the rows of the data set; only indices are allocated.</content>
public sealed partial class DataSet
{
    /// <summary>Streams of random numbers. A network with the same seed uses other streams.</summary>
    private const ulong SplitStream = 0x53504C4954; // "SPLIT"
    private const ulong FoldStream = 0x464F4C44; // "FOLD"

    /// <summary>
    /// Splits the samples at random into two data sets. <paramref name="fraction"/> is the fraction in the first data set:
    /// <c>Split(0.8)</c> returns four fifths for training and one fifth for testing. Both data sets are in random order. The same seed
    /// gives the same split on every machine.
    /// </summary>
    /// <param name="fraction">
    /// Fraction of the first data set, above 0 and below 1; its size is rounded to a whole number, halves upward.
    /// </param>
    /// <param name="seed">Seed of the random order. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="fraction"/> is not between 0 and 1, or a data set would be empty.
    /// </exception>
    public (DataSet Train, DataSet Test) Split(double fraction, int seed = 0)
    {
        int trainCount = TrainCountOf(fraction);
        int[] order = RandomOrder(seed, SplitStream);
        return (Subset(order.AsSpan(0, trainCount)), Subset(order.AsSpan(trainCount)));
    }

    /// <summary>
    /// Splits the samples at random into two data sets with nearly the same share of each class. Sizes, random order and seed are as in
    /// <see cref="Split"/>. Class counts are rounded as in
    /// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.StratifiedShuffleSplit.html">StratifiedShuffleSplit</see>
    /// of scikit-learn: rounded down, and the classes with the largest remainders get one more sample (random classes, if remainders are
    /// equal). In addition, each class with at least two samples is in both data sets, as far as their sizes allow.
    /// </summary>
    /// <param name="fraction">
    /// Fraction of the first data set, above 0 and below 1; its size is rounded to a whole number, halves upward.
    /// </param>
    /// <param name="seed">Seed of the random order. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="fraction"/> is not between 0 and 1, or a data set would be empty.
    /// </exception>
    /// <exception cref="InvalidOperationException">The samples have targets and no labels.</exception>
    public (DataSet Train, DataSet Test) StratifiedSplit(double fraction, int seed = 0)
    {
        int trainCount = TrainCountOf(fraction);
        int[] order = RandomOrder(seed, SplitStream);
        Dictionary<int, int> remaining = Stratification.TrainCounts(Array.ConvertAll(order, GetLabel), trainCount);
        ILookup<bool, int> parts = order.ToLookup(sample => remaining[GetLabel(sample)]-- > 0);
        return (Subset([.. parts[true]]), Subset([.. parts[false]]));
    }

    /// <summary>
    /// Splits the samples into random folds for cross-validation, as
    /// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.KFold.html">KFold(shuffle=True)</see> of
    /// scikit-learn. Sizes of folds differ by at most one. Each fold is the validation set once, while the other folds form the training
    /// set. All sets keep the order of this data set. The same seed gives the same folds on every machine.
    /// </summary>
    /// <param name="folds">Number of folds, from 2 to the number of samples.</param>
    /// <param name="seed">Seed of the random order. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    public IReadOnlyList<(DataSet Train, DataSet Validation)> KFold(int folds, int seed = 0)
    {
        CheckFolds(folds);
        return Deal(RandomOrder(seed, FoldStream), folds);
    }

    /// <summary>
    /// Splits the samples into stratified folds: each fold has nearly the same share of each class. Class counts differ by at most one
    /// between folds, as in
    /// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.StratifiedKFold.html">StratifiedKFold(shuffle=True)</see>
    /// of scikit-learn. A class with fewer samples than folds is missing from some folds. See <see cref="KFold"/>.
    /// </summary>
    /// <param name="folds">Number of folds, from 2 to the number of samples.</param>
    /// <param name="seed">Seed of the random order. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The samples have targets and no labels.</exception>
    public IReadOnlyList<(DataSet Train, DataSet Validation)> StratifiedKFold(int folds, int seed = 0)
    {
        CheckFolds(folds);

        // Sorted by class, in random order within each class: dealing the samples to the folds in turn deals each class evenly.
        return Deal([.. RandomOrder(seed, FoldStream).OrderBy(GetLabel)], folds);
    }

    /// <summary>Returns a data set of selected samples, in the order of the indices. Indices may repeat.</summary>
    /// <param name="indices">Indices of samples, from 0; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample with one of the indices.</exception>
    public DataSet Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("A data set needs at least one sample, but no indices were given.", nameof(indices));
        }

        int[] rows = indices.ToArray();
        ToStored(rows);
        return new DataSet(this, rows);
    }

    /// <summary>Returns the size of the first data set of a split.</summary>
    private int TrainCountOf(double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, "The fraction of the first data set must be above 0 and below 1.");
        }

        int trainCount = (int)Math.Round(fraction * Count, MidpointRounding.AwayFromZero);
        return trainCount > 0 && trainCount < Count
            ? trainCount
            : throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction,
                $"Both data sets need at least one sample, but {Count} samples would be split {trainCount} to {Count - trainCount}.");
    }

    private void CheckFolds(int folds)
    {
        if (folds < 2 || folds > Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, $"{Count} samples can be split into 2 to {Count} folds, but {folds} were requested.");
        }
    }

    private int[] RandomOrder(int seed, ulong stream)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new PhiloxRandom((uint)seed, stream).Shuffle(order);
        return order;
    }

    private (DataSet Train, DataSet Validation)[] Deal(ReadOnlySpan<int> order, int folds)
    {
        var foldOf = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            foldOf[order[i]] = i % folds;
        }

        var parts = new (DataSet, DataSet)[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            parts[fold] = (Subset(Members(i => i != fold)), Subset(Members(i => i == fold)));
        }

        return parts;

        int[] Members(Func<int, bool> isMember) => [.. Enumerable.Range(0, Count).Where(i => isMember(foldOf[i]))];
    }
}
