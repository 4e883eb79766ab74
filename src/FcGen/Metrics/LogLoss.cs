namespace FcGen;

/// <summary>
/// Log loss, the mean of <c>-log(p)</c> with the predicted probability p of the true class
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.log_loss.html">log_loss</see>). As in scikit-learn for
/// 32-bit floats, p is clipped to the range from 2^-23 to 1 - 2^-23, so a sample adds at most 15.94. Probabilities of several outputs are
/// expected to sum to 1. Outputs are probabilities or logits, see <see cref="ProbabilityMetric.FromLogits"/>.
/// </summary>
public sealed class LogLoss : ProbabilityMetric
{
    private const double Epsilon = 1.0 / (1 << 23);

    private double _sum;

    /// <inheritdoc/>
    public override string Name => "log loss";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    private protected override void Add(int actual, ClassOutputs outputs) =>
        _sum -= Math.Log(Math.Clamp(outputs.ProbabilityOf(actual), Epsilon, 1 - Epsilon));

    /// <inheritdoc/>
    private protected override void Clear() => _sum = 0;

    /// <inheritdoc/>
    private protected override double Compute() => _sum / SampleCount;
}
