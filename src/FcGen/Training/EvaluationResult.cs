namespace FcGen;

/// <summary>How well a network does on a set of samples.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of the samples whose largest output is that of their label, 0 to 1; NaN without labels.</param>
/// <param name="Count">Number of samples.</param>
public readonly record struct EvaluationResult(float Loss, float Accuracy, int Count);
