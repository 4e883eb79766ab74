namespace FcGen;

/// <summary>Accumulates the sum of squared errors and the sum of squares of the targets for each output.</summary>
internal sealed class SquaredErrors
{
    private Output[] _outputs = [];

    /// <summary>Number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>Sums of each output.</summary>
    public ReadOnlySpan<Output> Outputs => _outputs;

    public void Reset()
    {
        Count = 0;
        Array.Clear(_outputs);
    }

    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        if (Count == 0 && _outputs.Length != outputSize)
        {
            _outputs = new Output[outputSize];
        }

        if (outputSize != _outputs.Length)
        {
            throw new ArgumentException(
                $"Expected rows of {_outputs.Length} outputs as in previous batches, but got {outputSize}.", nameof(outputSize));
        }

        for (int first = 0; first < outputs.Length; first += outputSize)
        {
            Count++;
            for (int i = 0; i < outputSize; i++)
            {
                _outputs[i].Add(outputs[first + i], targets[first + i], Count);
            }
        }
    }

    /// <summary>Sums of one output.</summary>
    public struct Output
    {
        private double _targetMean;

        /// <summary>Sum of (output - target)².</summary>
        public double ErrorSquares { get; private set; }

        /// <summary>Sum of (target - mean of the targets)².</summary>
        public double TargetSquares { get; private set; }

        /// <summary>
        /// Adds the sample with the given number, from 1. The sum of squares of the targets is computed in one pass: Welford, "Note on a
        /// Method for Calculating Corrected Sums of Squares and Products", Technometrics 4 (1962).
        /// </summary>
        public void Add(double output, double target, long number)
        {
            ErrorSquares += (output - target) * (output - target);
            double before = target - _targetMean;
            _targetMean += before / number;
            TargetSquares += before * (target - _targetMean);
        }
    }
}
