using FcGen;

namespace Sweep;

/// <summary>A network of the sweep. Its class is known only to the two functions.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Validate">Returns the validation accuracy of each fold.</param>
/// <param name="MeasurePrediction">Returns the time of one prediction in microseconds.</param>
internal sealed record Candidate(
    string Name,
    int Parameters,
    Func<IReadOnlyList<(DataSet Train, DataSet Validation)>, double[]> Validate,
    Func<DataSet, double> MeasurePrediction)
{
    public static readonly IReadOnlyList<Candidate> All =
    [
        Of<Width8Depth1>(), Of<Width16Depth1>(), Of<Width32Depth1>(), Of<Width64Depth1>(),
        Of<Width8Depth2>(), Of<Width16Depth2>(), Of<Width32Depth2>(), Of<Width64Depth2>(),
        Of<Width8Depth3>(), Of<Width16Depth3>(), Of<Width32Depth3>(), Of<Width64Depth3>(),
    ];

    private static Candidate Of<TNetwork>()
        where TNetwork : class, INetwork<TNetwork> => new(
            typeof(TNetwork).Name,
            TNetwork.ParameterCount,
            CrossValidation.Accuracies<TNetwork>,
            Measurement.OfPrediction<TNetwork>);
}
