namespace FcGen;

/// <summary>Results of one epoch of training.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Loss">
/// Mean training loss over the epoch, each batch measured before its step. Weighted if there are class weights or sample weights. NaN if all
/// weights are 0 or if every batch was skipped (<see cref="NonFiniteGradients.Skip"/>).
/// </param>
/// <param name="Validation">Result on the validation set after the epoch, including metrics; null without a validation set.</param>
/// <param name="Duration">Duration of the epoch, including validation.</param>
public readonly record struct EpochResult(int Epoch, float Loss, EvaluationResult? Validation, TimeSpan Duration)
{
    /// <summary>
    /// Learning rate of the last step of the epoch; NaN if there was no step (all weights 0, or all batches skipped).
    /// </summary>
    public float LearningRate { get; init; }

    /// <summary>
    /// Number of batches of the epoch that were skipped because their loss or gradients contained NaN or infinity
    /// (<see cref="NonFiniteGradients.Skip"/>).
    /// </summary>
    public long SkippedSteps { get; init; }

    /// <summary>
    /// Returns the results on one line, for example <c>epoch 3: loss 0.1234, validation loss 0.2345, accuracy 97.1 %, 1.2 s</c>.
    /// </summary>
    public override string ToString() => Describe(of: string.Empty);

    /// <summary>Returns the line of <see cref="ToString"/> with the requested number of epochs.</summary>
    internal string Describe(int epochs) => Describe($" of {epochs}");

    private string Describe(string of) => string.Join(
        ", ",
        [
            $"epoch {Epoch}{of}: loss {ResultText.Number(Loss)}",
            .. Validation is null ? Array.Empty<string>() : [$"validation {Validation.Values}"],
            .. SkippedSteps == 0 ? Array.Empty<string>() : [$"{ResultText.Count(SkippedSteps, "step")} skipped"],
            ResultText.Duration(Duration),
        ]);
}
