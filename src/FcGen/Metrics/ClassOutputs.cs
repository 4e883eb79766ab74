namespace FcGen;

/// <summary>The outputs of one sample, from which the probabilities of its classes are computed in double precision.</summary>
/// <param name="outputs">One output for class 1 of two classes, or one for each class; without NaN.</param>
/// <param name="largest">Index of the largest output.</param>
/// <param name="activation">Function that turns the outputs into probabilities.</param>
internal readonly ref struct ClassOutputs(ReadOnlySpan<float> outputs, int largest, OutputActivation activation)
{
    private readonly ReadOnlySpan<float> _outputs = outputs;

    private bool HasSoftmax => activation == OutputActivation.Softmax && _outputs.Length > 1;

    /// <summary>Returns the probability of a class.</summary>
    public double ProbabilityOf(int label)
    {
        if (HasSoftmax)
        {
            return Math.Exp(_outputs[label] - (double)_outputs[largest]) / (1 + SumOfOthers());
        }

        bool isComplement = _outputs.Length == 1 && label == 0;
        double output = isComplement ? _outputs[0] : _outputs[_outputs.Length == 1 ? 0 : label];
        return activation == OutputActivation.Identity
            ? isComplement ? 1 - output : output
            : 1 / (1 + Math.Exp(isComplement ? output : -output));
    }

    /// <summary>
    /// Computes scores in the order of the probabilities, one for each class, or one for class 1 of two classes. The score of a softmax is
    /// <c>log(p / (1 - p))</c>, which keeps probabilities near 1 apart. Rounding to floats makes equal probabilities equal scores, although
    /// their sums were added in different orders.
    /// </summary>
    /// <param name="scores">Receives one score for each class, or a single score for class 1 of two classes.</param>
    public void Score(Span<float> scores)
    {
        int first = scores.Length == 1 ? _outputs.Length - 1 : 0;
        if (!HasSoftmax)
        {
            _outputs.Slice(first, scores.Length).CopyTo(scores);
            return;
        }

        double max = _outputs[largest];
        double others = SumOfOthers();
        for (int i = 0; i < scores.Length; i++)
        {
            double distance = _outputs[first + i] - max;
            scores[i] = (float)(first + i == largest ? -Math.Log(others) : distance - Math.Log(1 + others - Math.Exp(distance)));
        }
    }

    /// <summary>Returns the sum of <c>exp(x - max)</c> over all outputs but the largest, which adds 1.</summary>
    private double SumOfOthers()
    {
        double sum = 0;
        for (int i = 0; i < _outputs.Length; i++)
        {
            sum += i == largest ? 0 : Math.Exp(_outputs[i] - (double)_outputs[largest]);
        }

        return sum;
    }
}
