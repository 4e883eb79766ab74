namespace FcGen;

/// <summary>
/// Base class of learning rate schedules, which adjust the learning rate of an optimizer during training. Assign a schedule to
/// <see cref="Trainer{TNetwork}.Schedule"/>; the trainer then sets the rate. Each trainer needs a separate instance.
/// </summary>
/// <remarks>
/// Rates equal those of <see href="https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate">torch.optim.lr_scheduler</see>.
/// They are computed in double precision from the number of epochs or steps.
/// </remarks>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;DigitNet&gt;(net, loss, new Adam { LearningRate = 1e-3f }, batchSize: 32)
/// {
///     Schedule = new CosineAnnealingLR { TMax = 20 },
/// };
/// </code>
/// </example>
public abstract class LearningRateSchedule
{
    private bool _hasTrainer;

    /// <summary>
    /// Interval at which the schedule advances. Default: <see cref="ScheduleInterval.Epoch"/>, but <see cref="ScheduleInterval.Step"/> for
    /// <see cref="OneCycleLR"/>.
    /// </summary>
    public ScheduleInterval Interval { get; init; }

    /// <summary>Learning rate of the optimizer at the beginning of training.</summary>
    public double BaseLearningRate { get; private set; }

    /// <summary>Current learning rate; NaN before <see cref="Begin"/>.</summary>
    public double LearningRate { get; private set; } = double.NaN;

    /// <summary>Number of epochs or steps that the schedule has advanced.</summary>
    public int Count { get; private set; }

    /// <summary>Whether <see cref="Begin"/> has been called.</summary>
    internal bool HasBegun => !double.IsNaN(LearningRate);

    /// <summary>Resets the schedule. A trainer calls it before the first step.</summary>
    /// <param name="baseLearningRate">The optimizer's learning rate, at least 0.</param>
    /// <returns>The learning rate of the first epoch or step.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="baseLearningRate"/> is negative or not finite.</exception>
    /// <exception cref="ArgumentException">Options contradict each other.</exception>
    public double Begin(double baseLearningRate)
    {
        OptionChecks.NotNegative(baseLearningRate);
        CheckOptions();
        BaseLearningRate = baseLearningRate;
        Count = 0;
        LearningRate = ComputeRate(null);
        return LearningRate;
    }

    /// <summary>Advances the schedule at the end of an epoch or step.</summary>
    /// <param name="metric">Monitored metric, such as the validation loss, if the schedule needs one. Default: none.</param>
    /// <returns>The learning rate of the next epoch or step.</returns>
    /// <exception cref="InvalidOperationException">The schedule has not begun.</exception>
    /// <exception cref="ArgumentNullException">The schedule needs a metric.</exception>
    public double Advance(float? metric = null)
    {
        if (!HasBegun)
        {
            throw new InvalidOperationException($"{GetType().Name}.Begin must be called before Advance.");
        }

        Count++;
        LearningRate = ComputeRate(metric);
        return LearningRate;
    }

    /// <summary>
    /// Computes the learning rate after <see cref="Count"/> epochs or steps. Called once for each; 0 resets the schedule.
    /// </summary>
    /// <param name="metric">The metric passed to <see cref="Advance"/>; null at the beginning.</param>
    protected abstract double ComputeRate(float? metric);

    /// <summary>Checks combinations of options. Default: does nothing.</summary>
    protected virtual void CheckOptions()
    {
    }

    /// <summary>Whether the schedule needs a metric, which is available only at the end of an epoch.</summary>
    internal virtual bool NeedsMetric => false;

    /// <summary>Attaches the schedule to a trainer or to another schedule. Rejects a second one.</summary>
    internal virtual void Attach()
    {
        CheckOptions();
        if (Interlocked.Exchange(ref _hasTrainer, true))
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} is already attached to a trainer. Create a separate schedule for each trainer.");
        }
    }

    /// <summary>Checks a schedule within this one.</summary>
    private protected static void CheckOptionsOf(LearningRateSchedule inner) => inner.CheckOptions();
}
