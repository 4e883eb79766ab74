namespace FcGen.Generator.Graph;

/// <summary>The meaning of the values that a layer gives.</summary>
internal enum OutputKind
{
    /// <summary>Nothing is certain.</summary>
    Unknown,

    /// <summary>That of its input, as far as the range from 0 to 1 is concerned.</summary>
    AsInput,

    /// <summary>Any real number.</summary>
    Unbounded,

    /// <summary>Weighted sums: any real number, usually taken as a logit.</summary>
    Logits,

    /// <summary>From 0 to 1.</summary>
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
