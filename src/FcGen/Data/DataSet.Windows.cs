namespace FcGen;

/// <content>Windows of consecutive steps, for networks on sequences.</content>
public sealed partial class DataSet
{
    /// <summary>
    /// Cuts a series into windows of consecutive steps, for a network with <c>[Sequence(steps, features)]</c>. The samples of this data set are the
    /// steps, in the order of time. A window starts every <paramref name="stride"/> steps as long as all its steps and targets exist; windows
    /// overlap if the stride is smaller than the window. Steps are copied into each of their windows.
    /// </summary>
    /// <param name="steps">Steps of a window, at least 1.</param>
    /// <param name="stride">Distance between the first steps of neighboring windows, at least 1. Default: 1.</param>
    /// <param name="targets">Whether a window has the targets of its last step or of every step. Default: the last step.</param>
    /// <param name="horizon">
    /// Number of steps by which targets are later than their step, at least 0. For example, 1 forecasts one step ahead if the targets are the values
    /// themselves. Default: 0.
    /// </param>
    /// <returns>
    /// A data set with <c>steps * InputSize</c> inputs per sample, step after step. A window has the label or the targets of its last step plus the
    /// horizon, or the targets of every step plus the horizon, and the weight of the step with its last targets.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="steps"/> or <paramref name="stride"/> is below 1, <paramref name="horizon"/> is negative, <paramref name="targets"/> is undefined,
    /// the series is shorter than a window and its horizon, or the windows have more values than an array can hold.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="WindowTargets.EachStep"/> is chosen, and the samples have labels: a sample has one label.
    /// </exception>
    /// <example>
    /// <code>
    /// DataSet series = new(values, values, values.Length); // one value per step, which is its own target
    /// DataSet windows = series.Windows(steps: 24, horizon: 1);
    /// </code>
    /// </example>
    public DataSet Windows(int steps, int stride = 1, WindowTargets targets = WindowTargets.Last, int horizon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        if (targets is not (WindowTargets.Last or WindowTargets.EachStep))
        {
            throw new ArgumentOutOfRangeException(nameof(targets), targets, $"Windows have targets of the last step or of each step, but got {targets}.");
        }

        bool isEachStep = targets == WindowTargets.EachStep;
        if (isEachStep && HasLabels)
        {
            throw new InvalidOperationException("The samples have one label each, so a window has the label of its last step and none for each step.");
        }

        int count = WindowCount(steps, stride, horizon);
        int targetSteps = isEachStep ? steps : 1;
        CheckWindowSize(steps, stride, count, Math.Max((long)steps * InputSize, (long)targetSteps * TargetSize));
        return new DataSet(
            Copy(_inputs, InputSize, steps, first: 0),
            Copy(_labels, HasLabels ? 1 : 0, 1, steps - 1 + horizon),
            Copy(_targets, TargetSize, targetSteps, steps - targetSteps + horizon),
            count,
            ClassNames,
            IgnoreIndex,
            TargetStandardizer?.Repeat(targetSteps),
            Copy(_sampleWeights, HasSampleWeights ? 1 : 0, 1, steps - 1 + horizon));

        // Copies some consecutive rows of each window, the first of which is a number of steps after the start of the window.
        T[] Copy<T>(T[] stored, int width, int rows, int first)
        {
            var windows = new T[count * rows * width];
            for (int i = 0; width > 0 && i < count * rows; i++)
            {
                int step = (i / rows * stride) + first + (i % rows);
                stored.AsSpan(RowOf(step) * width, width).CopyTo(windows.AsSpan(i * width));
            }

            return windows;
        }
    }

    private int WindowCount(int steps, int stride, int horizon)
    {
        long room = Count - (long)steps - horizon;
        return room >= 0
            ? (int)((room / stride) + 1)
            : throw new ArgumentOutOfRangeException(
                nameof(steps), steps, $"A window of {steps} steps and a horizon of {horizon} need {(long)steps + horizon} steps, but the data set has {Count}.");
    }

    private void CheckWindowSize(int steps, int stride, int count, long size)
    {
        if (count * size > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(stride),
                stride,
                $"{count} windows of {steps} steps have {count * size} values, but an array holds {Array.MaxLength}. A larger stride makes fewer windows.");
        }
    }
}
