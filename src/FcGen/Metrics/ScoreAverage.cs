namespace FcGen;

/// <summary>
/// How the scores of the classes become one number, as <c>average</c> of scikit-learn's
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html">precision_recall_fscore_support</see>.
/// </summary>
public enum ScoreAverage
{
    /// <summary>The mean of all classes that occur among true or chosen classes.</summary>
    Macro,

    /// <summary>One score from the counts of all classes together; it is the accuracy, unless outputs are NaN.</summary>
    Micro,

    /// <summary>The mean of all classes, each with the number of its samples as weight.</summary>
    Weighted,

    /// <summary>The score of class 1 of two.</summary>
    Binary,
}
