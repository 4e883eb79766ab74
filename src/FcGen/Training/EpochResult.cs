namespace FcGen;

/// <summary>What one epoch of training gave.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Loss">
/// Mean training loss over the epoch; each batch was measured before its own step. With class weights a weighted mean. NaN if all weigh 0
/// or if every batch was skipped (<see cref="NonFiniteGradients.Skip"/>).
/// </param>
/// <param name="Validation">Result on the validation set after the epoch, metrics included; null without one.</param>
/// <param name="Duration">Time the epoch took, validation included.</param>
public readonly record struct EpochResult(int Epoch, float Loss, EvaluationResult? Validation, TimeSpan Duration)
{
    /// <summary>Learning rate of the last step of the epoch; NaN if there was none at all (all class weights 0, or all batches skipped).</summary>
    public float LearningRate { get; init; }

    /// <summary>
    /// Number of batches of the epoch that were left out because their loss or gradients contained NaN or infinity
    /// (<see cref="NonFiniteGradients.Skip"/>).
    /// </summary>
    public long SkippedSteps { get; init; }
}
