namespace FcGen;

/// <summary>Treatment of missing values in a CSV text. See <see cref="CsvOptions.MissingValues"/>.</summary>
public enum MissingValues
{
    /// <summary>A missing value is an error. The message contains its line and column.</summary>
    Refuse,

    /// <summary>Rows with a missing value in a column that is read are skipped.</summary>
    SkipRow,

    /// <summary>
    /// A missing input becomes the mean of the other values of its column. All inputs of a one-hot column become 0. A missing label,
    /// target or weight is an error.
    /// </summary>
    FillMean,

    /// <summary>
    /// A missing input becomes <see cref="CsvOptions.FillValue"/>. All inputs of a one-hot column become 0. A missing label, target or
    /// weight is an error.
    /// </summary>
    FillConstant,
}
