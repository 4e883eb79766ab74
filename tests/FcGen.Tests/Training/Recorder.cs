namespace FcGen.Tests.Training;

/// <summary>Keeps what it hears, and then does something.</summary>
internal sealed class Recorder(Action<FitProgress>? then = null) : IProgress<FitProgress>
{
    public List<FitProgress> Reports { get; } = [];

    public void Report(FitProgress value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
