using FcGen.Generator.Diagnostics;

namespace FcGen.Generator.Analyzers;

/// <summary>The valid values of an option of a loss, an optimizer, a schedule or a trainer.</summary>
/// <param name="Text">The range in words.</param>
/// <param name="Holds">Whether a value is in range.</param>
/// <param name="IsShare">Whether the values are fractions, which some users write in percent.</param>
internal sealed record OptionRange(string Text, Func<double, bool> Holds, bool IsShare = false)
{
    public static readonly OptionRange NotNegative = new("a finite number of at least 0", value => value >= 0 && !double.IsInfinity(value));

    public static readonly OptionRange Positive = new("a finite number above 0", value => value > 0 && !double.IsInfinity(value));

    public static readonly OptionRange Finite = new("a finite number", value => !double.IsNaN(value) && !double.IsInfinity(value));

    public static readonly OptionRange Fraction = new("at least 0 and below 1", value => value is >= 0 and < 1, IsShare: true);

    public static readonly OptionRange Share = new("from 0 to 1", value => value is >= 0 and <= 1, IsShare: true);

    public static readonly OptionRange PositiveShare = new("above 0 and at most 1", value => value is > 0 and <= 1, IsShare: true);

    public static readonly OptionRange Part = new("above 0 and below 1", value => value is > 0 and < 1, IsShare: true);

    public static readonly OptionRange Limit = new("above 0", value => value > 0);

    public static readonly OptionRange Degree = new("at least 1, or -1 for all processors", value => value is >= 1 or -1);

    public static OptionRange AtLeast(int least) => new($"at least {least}", value => value >= least);

    /// <summary>Returns the probably intended value for a value out of range, as source text.</summary>
    public string? MeantBy(double value, string suffix) => IsShare ? Meant.Share(value, suffix) : null;
}

/// <summary>
/// The valid ranges of options, equal to the checks of the library at run time. A test compares both.
/// </summary>
internal static class OptionRules
{
    private static readonly Dictionary<(string Type, string Option), OptionRange> Ranges = new()
    {
        [("Optimizer", "LearningRate")] = OptionRange.NotNegative,
        [("Sgd", "Momentum")] = OptionRange.NotNegative,
        [("Sgd", "Dampening")] = OptionRange.Finite,
        [("Sgd", "WeightDecay")] = OptionRange.NotNegative,
        [("AdamBase", "Beta1")] = OptionRange.Fraction,
        [("AdamBase", "Beta2")] = OptionRange.Fraction,
        [("AdamBase", "Epsilon")] = OptionRange.NotNegative,
        [("AdamBase", "WeightDecay")] = OptionRange.NotNegative,
        [("RmsProp", "Alpha")] = OptionRange.Fraction,
        [("RmsProp", "Epsilon")] = OptionRange.NotNegative,
        [("RmsProp", "Momentum")] = OptionRange.NotNegative,
        [("RmsProp", "WeightDecay")] = OptionRange.NotNegative,
        [("Adagrad", "LearningRateDecay")] = OptionRange.NotNegative,
        [("Adagrad", "InitialAccumulator")] = OptionRange.NotNegative,
        [("Adagrad", "Epsilon")] = OptionRange.NotNegative,
        [("Adagrad", "WeightDecay")] = OptionRange.NotNegative,
        [("CosineAnnealingLR", "TMax")] = OptionRange.AtLeast(1),
        [("CosineAnnealingLR", "EtaMin")] = OptionRange.NotNegative,
        [("CosineAnnealingWarmRestarts", "T0")] = OptionRange.AtLeast(1),
        [("CosineAnnealingWarmRestarts", "TMult")] = OptionRange.AtLeast(1),
        [("CosineAnnealingWarmRestarts", "EtaMin")] = OptionRange.NotNegative,
        [("ExponentialLR", "Gamma")] = OptionRange.NotNegative,
        [("LinearLR", "StartFactor")] = OptionRange.PositiveShare,
        [("LinearLR", "EndFactor")] = OptionRange.Share,
        [("LinearLR", "TotalIters")] = OptionRange.AtLeast(1),
        [("MultiStepLR", "Gamma")] = OptionRange.NotNegative,
        [("OneCycleLR", "MaxLearningRate")] = OptionRange.NotNegative,
        [("OneCycleLR", "TotalSteps")] = OptionRange.AtLeast(1),
        [("OneCycleLR", "PctStart")] = OptionRange.Share,
        [("OneCycleLR", "DivFactor")] = OptionRange.Positive,
        [("OneCycleLR", "FinalDivFactor")] = OptionRange.Positive,
        [("ReduceLROnPlateau", "Factor")] = OptionRange.Fraction,
        [("ReduceLROnPlateau", "Patience")] = OptionRange.AtLeast(0),
        [("ReduceLROnPlateau", "Threshold")] = OptionRange.NotNegative,
        [("ReduceLROnPlateau", "Cooldown")] = OptionRange.AtLeast(0),
        [("ReduceLROnPlateau", "MinLearningRate")] = OptionRange.NotNegative,
        [("ReduceLROnPlateau", "Epsilon")] = OptionRange.NotNegative,
        [("StepLR", "StepSize")] = OptionRange.AtLeast(1),
        [("StepLR", "Gamma")] = OptionRange.NotNegative,
        [("SoftmaxCrossEntropy", "LabelSmoothing")] = OptionRange.Share,
        [("FitOptions", "Epochs")] = OptionRange.AtLeast(1),
        [("EarlyStopping", "Patience")] = OptionRange.AtLeast(1),
        [("EarlyStopping", "MinDelta")] = OptionRange.NotNegative,
        [("Trainer", "L1")] = OptionRange.NotNegative,
        [("Trainer", "L2")] = OptionRange.NotNegative,
        [("Trainer", "ClipNorm")] = OptionRange.Limit,
        [("Trainer", "ClipValue")] = OptionRange.Limit,
        [("Trainer", "MaxDegreeOfParallelism")] = OptionRange.Degree,
        [("Trainer", "batchSize")] = OptionRange.AtLeast(1),
        [("Trainer", "epochs")] = OptionRange.AtLeast(1),
        [("Huber", "delta")] = OptionRange.Positive,
        [("TopKAccuracy", "k")] = OptionRange.AtLeast(1),
        [("DataSet", "fraction")] = OptionRange.Part,
        [("DataSet", "folds")] = OptionRange.AtLeast(2),
    };

    private static readonly HashSet<string> Names = [.. Ranges.Keys.Select(key => key.Option)];

    /// <summary>Methods and types whose arguments are options.</summary>
    private static readonly HashSet<string> Called =
        ["Trainer", "Fit", "Huber", "TopKAccuracy", "Split", "StratifiedSplit", "KFold", "StratifiedKFold"];

    /// <summary>Whether any type has an option with this name.</summary>
    public static bool HasOption(string? name) => name is not null && Names.Contains(name);

    /// <summary>Whether the arguments of a method or constructor with this name may be options.</summary>
    public static bool HasArguments(string? name) => name is not null && Called.Contains(name);

    public static OptionRange? Find(string type, string option) => Ranges.TryGetValue((type, option), out OptionRange range) ? range : null;
}
