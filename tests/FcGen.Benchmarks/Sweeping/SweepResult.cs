namespace FcGen.Benchmarks;

/// <summary>The times of one network of the sweep.</summary>
/// <param name="Network">The network.</param>
/// <param name="StraightLine">The times with all layers straight-line.</param>
/// <param name="Tiled">The times with all layers tiled.</param>
/// <param name="Chosen">
/// The times of the planner's choice. If the planner chose one family for all layers, these are the times of that family. A second
/// measurement of the same code at another address would only differ by chance.
/// </param>
internal sealed record SweepResult(SweptNetwork Network, Measurement StraightLine, Measurement Tiled, Measurement Chosen)
{
    /// <summary>The measurements that alternate in the rounds.</summary>
    public IReadOnlyList<Measurement> Measurements => Network.Mixed is null ? [StraightLine, Tiled] : [StraightLine, Tiled, Chosen];

    public bool IsStraightLine => Network.Choice == SweptNetwork.ChoiceOfStraightLine;

    /// <summary>The time of tiled code divided by the time of straight-line code.</summary>
    public double Gain => Tiled.RatioTo(StraightLine).Median;

    /// <summary>The time of the faster family divided by the time of the choice. It is 1 if the choice is the faster family.</summary>
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
