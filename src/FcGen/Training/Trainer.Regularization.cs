namespace FcGen;

/// <content>L1 and L2 regularization, and gradient clipping.</content>
public sealed partial class Trainer<TNetwork>
{
    private readonly RangeSums _allRanges;
    private RangeSums? _weightRanges;

    /// <summary>
    /// L1 regularization factor: adds <c>L1 * sum(|w|)</c> over the weights (tensors of two or more dimensions) to the loss, but not over
    /// biases and normalization layers (as Keras' <c>kernel_regularizer</c>). Losses and gradients of the trainer include the penalty, with
    /// a slope of 0 for a weight of 0. <c>Evaluate</c> does not include it. At least 0. Default: 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float L1
    {
        get;
        set
        {
            field = OptionChecks.NotNegative(value, nameof(L1));
            _weightRanges ??= new RangeSums(WeightExtents());
        }
    }

    /// <summary>
    /// L2 regularization factor: adds <c>L2 * sum(w^2)</c> over the weights (tensors of two or more dimensions) to the loss, but not over
    /// biases and normalization layers (as Keras' <c>kernel_regularizer</c>). Losses and gradients of the trainer include the penalty;
    /// <c>Evaluate</c> does not. At least 0. Default: 0.
    /// </summary>
    /// <remarks>
    /// The <c>WeightDecay</c> of an optimizer is an alternative: as in PyTorch it applies to all parameters, its factor counts half as much
    /// (<c>g += WeightDecay * p</c>), and it is not part of the loss.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float L2
    {
        get;
        set
        {
            field = OptionChecks.NotNegative(value, nameof(L2));
            _weightRanges ??= new RangeSums(WeightExtents());
        }
    }

    /// <summary>
    /// Maximum norm of the gradients: before an update they are multiplied by <c>min(1, ClipNorm / (norm + 1e-6))</c>, in place. The norm
    /// is computed over all gradients together
    /// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">torch.nn.utils.clip_grad_norm_</see>).
    /// Above 0. Default: infinity, no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public float ClipNorm
    {
        get;
        set => field = CheckLimit(value, nameof(ClipNorm));
    } = float.PositiveInfinity;

    /// <summary>
    /// Maximum magnitude of each gradient: before an update they are clamped to <c>-ClipValue</c> and <c>ClipValue</c>, in place
    /// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html">torch.nn.utils.clip_grad_value_</see>).
    /// <see cref="ClipNorm"/> is applied first. Above 0. Default: infinity, no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public float ClipValue
    {
        get;
        set => field = CheckLimit(value, nameof(ClipValue));
    } = float.PositiveInfinity;

    /// <summary>
    /// Norm of all gradients in the last update, before clipping. NaN without <see cref="ClipNorm"/>, and before the first update.
    /// </summary>
    public float GradientNorm
    {
        get => HasClipNorm ? field : float.NaN;
        private set;
    } = float.NaN;

    /// <summary>Adds the penalties to a loss, and their gradients to <see cref="Gradients"/>.</summary>
    private unsafe float AddPenalties(float loss)
    {
        fixed (float* weights = Network.Parameters, gradients = _gradients.Span)
        {
            return (float)(loss + _weightRanges!.Run(new Penalty(weights, gradients, L1, L2), MaxDegreeOfParallelism));
        }
    }

    /// <summary>Applies <see cref="ClipNorm"/> and <see cref="ClipValue"/>.</summary>
    /// <param name="squares">With <see cref="ClipNorm"/>, the sum of the squares of all gradients.</param>
    private unsafe void ClipGradients(double squares)
    {
        double norm = HasClipNorm ? Math.Sqrt(squares) : double.NaN;
        double factor = HasClipNorm ? Math.Min(1, ClipNorm / (norm + 1e-6)) : 1;
        GradientNorm = (float)norm;
        if (factor != 1 || !float.IsPositiveInfinity(ClipValue))
        {
            fixed (float* gradients = _gradients.Span)
            {
                _allRanges.Run(new ScaleAndLimit(gradients, (float)factor, ClipValue), MaxDegreeOfParallelism);
            }
        }
    }

    private bool HasClipNorm => !float.IsPositiveInfinity(ClipNorm);

    private static float CheckLimit(float value, string option) =>
        float.IsPositiveInfinity(value) ? value : OptionChecks.Positive(value, option);

    // Weights may have padding between them, which is zero and stays zero.
    private IEnumerable<(int First, int Count)> WeightExtents() =>
        from tensor in Network.Tensors
        where tensor.Kind == TensorKind.Parameter && tensor.Shape.Count >= 2
        select (tensor.Offset, tensor.End - tensor.Offset);
}
