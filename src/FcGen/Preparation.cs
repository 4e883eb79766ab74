namespace FcGen;

/// <summary>The calls that <see cref="INetwork{TSelf}.Prepare"/> compiles kernels for; values can be combined.</summary>
[Flags]
public enum Preparation
{
    /// <summary>Predictions for one sample: <c>Forward</c>, <c>Predict</c> and <c>Classify</c>.</summary>
    Forward = 1,

    /// <summary>Predictions for a batch: <c>ForwardBatch</c>.</summary>
    Batch = 2,

    /// <summary>Training: <c>ForwardTraining</c> and <c>Backward</c>, which trainers call.</summary>
    Training = 4,
}
