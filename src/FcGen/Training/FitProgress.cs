namespace FcGen;

/// <summary>
/// Progress of training. Reported after each batch with <paramref name="Validation"/> null, and with a validation set also at the end of
/// each epoch, with its result.
/// </summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Epochs">Requested number of epochs.</param>
/// <param name="Batch">Number of finished batches of this epoch, from 1.</param>
/// <param name="Batches">Number of batches in an epoch.</param>
/// <param name="Loss">Mean training loss of this epoch so far; NaN while all samples had a weight of 0 or were skipped.</param>
/// <param name="Validation">Result on the validation set, at the end of an epoch.</param>
public readonly record struct FitProgress(int Epoch, int Epochs, int Batch, int Batches, float Loss, EvaluationResult? Validation)
{
    /// <summary>Returns the progress on one line, for example <c>epoch 3 of 20, batch 12 of 45: loss 0.1234</c>.</summary>
    public override string ToString() =>
        $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}: loss {ResultText.Number(Loss)}"
        + (Validation is null ? string.Empty : $", validation {Validation.Values}");
}
