namespace FcGen.Generator.Graph;

/// <summary>The kind of the outputs of a layer.</summary>
internal enum OutputKind
{
    /// <summary>Unknown.</summary>
    Unknown,

    /// <summary>The kind of its input: the layer approximately keeps the range from 0 to 1.</summary>
    AsInput,

    /// <summary>Any real value.</summary>
    Unbounded,

    /// <summary>Weighted sums: any real value, usually interpreted as a logit.</summary>
    Logits,

    /// <summary>Values from 0 to 1.</summary>
    Probabilities,

    /// <summary>Logarithms of probabilities.</summary>
    LogProbabilities,
}

/// <summary>A function at the end of a network that some losses apply themselves.</summary>
internal enum OutputFunction
{
    None,
    Sigmoid,
    Softmax,
}
