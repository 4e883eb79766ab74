namespace FcGen;

/// <summary>Reduction of the losses of a batch to one value.</summary>
public enum LossReduction
{
    /// <summary>The mean over the batch, or over batch and outputs, as defined by the loss.</summary>
    Mean,

    /// <summary>The sum over the batch. Gradients grow with the number of samples.</summary>
    Sum,
}
