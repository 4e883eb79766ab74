namespace FcGen;

/// <summary>
/// Averaging of the scores of the classes, as <c>average</c> in
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html">precision_recall_fscore_support</see>
/// of scikit-learn.
/// </summary>
public enum ScoreAverage
{
    /// <summary>Unweighted mean over all classes that occur among true or predicted classes.</summary>
    Macro,

    /// <summary>One score from the total counts over all classes; equals the accuracy, unless outputs are NaN.</summary>
    Micro,

    /// <summary>Mean over all classes, weighted by their numbers of samples.</summary>
    Weighted,

    /// <summary>Score of class 1 of two classes.</summary>
    Binary,
}
