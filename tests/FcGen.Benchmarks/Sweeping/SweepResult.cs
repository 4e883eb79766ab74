namespace FcGen.Benchmarks;

/// <summary>The times of one network of the sweep.</summary>
/// <param name="Network">The network.</param>
/// <param name="StraightLine">All layers straight-line.</param>
/// <param name="Tiled">All layers tiled.</param>
/// <param name="Chosen">
/// As the planner chose: one of the other two where it chose one family for all layers, because the same code measured twice, in other
/// places of the memory, would only differ by chance.
/// </param>
internal sealed record SweepResult(SweptNetwork Network, Measurement StraightLine, Measurement Tiled, Measurement Chosen)
{
    /// <summary>What takes turns in the rounds.</summary>
    public IReadOnlyList<Measurement> Measurements => Network.Mixed is null ? [StraightLine, Tiled] : [StraightLine, Tiled, Chosen];

    public bool IsStraightLine => Network.Choice == SweptNetwork.ChoiceOfStraightLine;

    /// <summary>How many times as fast straight-line code is.</summary>
    public double Gain => Tiled.RatioTo(StraightLine).Median;

    /// <summary>Time of the faster family as a share of that of the choice: 1 where the choice is the faster one.</summary>
    public double ShareOfBest =>
        (StraightLine.Nanoseconds.Median < Tiled.Nanoseconds.Median ? StraightLine : Tiled).RatioTo(Chosen).Median;

    public static SweepResult Create(SweptNetwork network)
    {
        var straightLine = new Measurement(network.StraightLine);
        var tiled = new Measurement(network.Tiled);
        Measurement chosen = network.Mixed is not null ? new Measurement(network.Mixed)
            : network.Choice == SweptNetwork.ChoiceOfStraightLine ? straightLine
            : tiled;
        return new SweepResult(network, straightLine, tiled, chosen);
    }
}
