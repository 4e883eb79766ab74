using System.IO.Enumeration;
using FcGen.Messages;

namespace FcGen;

/// <content>Groups of parameters: frozen tensors, learning rates and weight decays by name.</content>
public sealed partial class Trainer<TNetwork>
{
    private readonly TensorSettings[] _settings;

    // Null if all parameters have the settings of the optimizer: then one update runs over the whole span.
    private ParameterGroup[]? _groups;
    private (int First, int Count)[] _frozenParameters = [];
    private (int First, int Count)[] _frozenBuffers = [];

    /// <summary>
    /// Whether the weight decay of the optimizer applies to weights (tensors of two or more dimensions) only, and not to biases and
    /// normalization layers, as is usual with <see cref="AdamW"/>. <see cref="SetWeightDecay"/> takes precedence. Default: false, it
    /// applies to all parameters, as in PyTorch.
    /// </summary>
    public bool DecayWeightsOnly
    {
        get;
        set
        {
            field = value;
            UpdateGroups();
        }
    }

    /// <summary>
    /// Freezes tensors, as <c>requires_grad = False</c> in PyTorch: their gradients are 0, and neither optimizer nor weight decay changes
    /// them. A frozen running statistic keeps its value, so <c>Freeze("1.*")</c> freezes all of a batch norm. In training, the batch norm
    /// still normalizes by the statistics of the batch. May be called between steps, also in the callbacks of <c>Fit</c>.
    /// </summary>
    /// <param name="pattern">
    /// Name as in <see cref="INetwork{TSelf}.Tensors"/>. <c>*</c> matches any characters, <c>?</c> one. Examples: <c>0.weight</c>,
    /// <c>0.*</c>, <c>*.bias</c>.
    /// </param>
    /// <remarks>
    /// The state of the optimizer for frozen parameters does not change. <see cref="Adam"/> counts all steps of the trainer in its bias
    /// correction. PyTorch counts the steps of each parameter, so the first steps after <see cref="Unfreeze"/> differ.
    /// </remarks>
    /// <exception cref="ArgumentException">No tensor matches the pattern.</exception>
    public void Freeze(string pattern) => Set(pattern, tensor => tensor.IsFrozen = true);

    /// <summary>Lets tensors train again after <see cref="Freeze"/>. Tensors that are not frozen are unaffected.</summary>
    /// <param name="pattern">Pattern of names, as in <see cref="Freeze"/>; <c>*</c> for all.</param>
    /// <exception cref="ArgumentException">No tensor matches the pattern.</exception>
    public void Unfreeze(string pattern) => Set(pattern, tensor => tensor.IsFrozen = false);

    /// <summary>
    /// Sets the factor of the learning rate of parameters: a step uses <see cref="Optimizer.LearningRate"/>, which a <see cref="Schedule"/>
    /// may change, times the factor. The last call counts. Initially the factor is 1.
    /// </summary>
    /// <param name="pattern">Pattern of names, as in <see cref="Freeze"/>.</param>
    /// <param name="factor">The factor, at least 0.</param>
    /// <exception cref="ArgumentException">No parameter matches the pattern.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is negative or not finite.</exception>
    /// <exception cref="NotSupportedException">The next step throws it if a custom optimizer does not support groups.</exception>
    public void SetLearningRateFactor(string pattern, float factor)
    {
        OptionChecks.NotNegative(factor);
        Set(pattern, tensor => tensor.RateFactor = factor, TensorKind.Parameter);
    }

    /// <summary>
    /// Sets the weight decay of parameters, instead of the <c>WeightDecay</c> of the optimizer. The last call counts.
    /// <see cref="DecayWeightsOnly"/> excludes biases and normalization layers with one setting.
    /// </summary>
    /// <param name="pattern">Pattern of names, as in <see cref="Freeze"/>.</param>
    /// <param name="weightDecay">The weight decay, at least 0; null for that of the optimizer.</param>
    /// <exception cref="ArgumentException">No parameter matches the pattern.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weightDecay"/> is negative or not finite.</exception>
    /// <exception cref="NotSupportedException">The next step throws it if a custom optimizer does not support groups.</exception>
    public void SetWeightDecay(string pattern, float? weightDecay)
    {
        if (weightDecay is { } value)
        {
            OptionChecks.NotNegative(value, nameof(weightDecay));
        }

        Set(pattern, tensor => tensor.WeightDecay = weightDecay, TensorKind.Parameter);
    }

    /// <summary>Changes the settings of all tensors that match a pattern.</summary>
    private void Set(string pattern, Action<TensorSettings> change, TensorKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        TensorSettings[] candidates = [.. _settings.Where(one => kind is null || one.Tensor.Kind == kind)];
        TensorSettings[] matches = [.. candidates.Where(one => FileSystemName.MatchesSimpleExpression(pattern, one.Tensor.Name, ignoreCase: false))];
        if (matches.Length == 0)
        {
            throw new ArgumentException(
                $"No {(kind is null ? "tensor" : "parameter")} matches the pattern {MessageText.Name(pattern)}. The names are "
                + $"{string.Join(", ", candidates.Select(one => MessageText.Name(one.Tensor.Name)))}.",
                nameof(pattern));
        }

        Array.ForEach(matches, change);
        UpdateGroups();
    }

    /// <summary>Collects the parameters with the same settings.</summary>
    private void UpdateGroups()
    {
        (TensorSettings Settings, int First, int Count)[] parameters = Extents(TensorKind.Parameter, _gradients.Length);
        _frozenParameters = [.. parameters.Where(one => one.Settings.IsFrozen).Select(one => (one.First, one.Count))];
        _frozenBuffers = [.. Extents(TensorKind.Buffer, Network.Buffers.Length)
            .Where(one => one.Settings.IsFrozen).Select(one => (one.First, one.Count))];
        ParameterGroup[] groups = [.. parameters
            .Where(one => !one.Settings.IsFrozen)
            .GroupBy(one => (one.Settings.RateFactor, Decay: DecayOf(one.Settings)))
            .Select(group => new ParameterGroup(
                new RangeSums(Join(group.Select(one => (one.First, one.Count)))), group.Key.RateFactor, group.Key.Decay))];
        _groups = _frozenParameters.Length == 0 && groups is [{ IsSpecial: false }] or [] ? null : groups;
    }

    private float? DecayOf(TensorSettings settings) =>
        settings.WeightDecay ?? (DecayWeightsOnly && settings.Tensor.Shape.Count < 2 ? 0 : null);

    /// <summary>Returns all tensors of a kind, each with the floats from its first one to the next tensor.</summary>
    private (TensorSettings Settings, int First, int Count)[] Extents(TensorKind kind, int end)
    {
        TensorSettings[] ordered = [.. _settings.Where(one => one.Tensor.Kind == kind).OrderBy(one => one.Tensor.Offset)];
        return [.. ordered.Select((one, i) =>
            (one, one.Tensor.Offset, (i + 1 < ordered.Length ? ordered[i + 1].Tensor.Offset : end) - one.Tensor.Offset))];
    }

    /// <summary>Joins neighbors, so that fewer ranges have to be updated.</summary>
    private static IEnumerable<(int First, int Count)> Join(IEnumerable<(int First, int Count)> extents)
    {
        (int first, int count) = (0, 0);
        foreach ((int nextFirst, int nextCount) in extents)
        {
            if (nextFirst != first + count)
            {
                if (count > 0)
                {
                    yield return (first, count);
                }

                (first, count) = (nextFirst, 0);
            }

            count += nextCount;
        }

        yield return (first, count);
    }

    private void ClearFrozenGradients()
    {
        foreach ((int first, int count) in _frozenParameters)
        {
            _gradients.Span.Slice(first, count).Clear();
        }
    }

    /// <summary>Settings of one tensor.</summary>
    private sealed class TensorSettings(TensorInfo tensor)
    {
        public TensorInfo Tensor => tensor;

        public bool IsFrozen { get; set; }

        public float RateFactor { get; set; } = 1;

        public float? WeightDecay { get; set; }
    }
}
