namespace FcGen;

/// <summary>
/// A schedule: which learning rate an optimizer has, from the beginning of training on. It is an option of a trainer
/// (<see cref="Trainer{TNetwork}.Schedule"/>), which sets the optimizer's rate by it. An instance serves one trainer.
/// </summary>
/// <remarks>
/// Rates are those of <see href="https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate">torch.optim.lr_scheduler</see>,
/// worked out in double precision from the number of times that the schedule has gone on.
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

    /// <summary>When the schedule goes on. Default: <see cref="ScheduleInterval.Epoch"/>, but that of <see cref="OneCycleLR"/> is a step.</summary>
    public ScheduleInterval Interval { get; init; }

    /// <summary>The optimizer's learning rate when training began.</summary>
    public double BaseLearningRate { get; private set; }

    /// <summary>The learning rate now; NaN before <see cref="Begin"/>.</summary>
    public double LearningRate { get; private set; } = double.NaN;

    /// <summary>How often the schedule has gone on.</summary>
    public int Count { get; private set; }

    /// <summary>Whether <see cref="Begin"/> has been called.</summary>
    internal bool HasBegun => !double.IsNaN(LearningRate);

    /// <summary>Begins anew. A trainer calls it before its first step.</summary>
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

    /// <summary>Goes on: an epoch or step is over.</summary>
    /// <param name="metric">What the schedule may go by, such as the validation loss. Default: none.</param>
    /// <returns>The learning rate of the next epoch or step.</returns>
    /// <exception cref="InvalidOperationException">The schedule has not begun.</exception>
    /// <exception cref="ArgumentNullException">The schedule needs a metric.</exception>
    public double Advance(float? metric = null)
    {
        if (!HasBegun)
        {
            throw new InvalidOperationException($"{GetType().Name}.Begin has to be called before Advance.");
        }

        Count++;
        LearningRate = ComputeRate(metric);
        return LearningRate;
    }

    /// <summary>
    /// The learning rate after <see cref="Count"/> epochs or steps. Called once for each, from 0 on: 0 begins anew.
    /// </summary>
    /// <param name="metric">What <see cref="Advance"/> was given; null at the beginning.</param>
    protected abstract double ComputeRate(float? metric);

    /// <summary>Checks what no option can check by itself. Default: nothing.</summary>
    protected virtual void CheckOptions()
    {
    }

    /// <summary>Whether the schedule goes by a metric, which only the end of an epoch gives.</summary>
    internal virtual bool NeedsMetric => false;

    /// <summary>Notes that a trainer, or a schedule around this one, has it; refuses a second one.</summary>
    internal virtual void Serve()
    {
        CheckOptions();
        if (Interlocked.Exchange(ref _hasTrainer, true))
        {
            throw new InvalidOperationException($"This {GetType().Name} serves a trainer already; give each trainer a schedule of its own.");
        }
    }

    /// <summary>Checks a schedule within this one.</summary>
    private protected static void CheckOptionsOf(LearningRateSchedule inner) => inner.CheckOptions();
}
