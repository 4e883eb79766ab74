namespace FcGen.Benchmarks;

/// <summary>The start-up measurements of a network.</summary>
internal sealed record StartUpResult(NetworkCase Network, FirstCallTimes Unprepared, FirstCallTimes Prepared, CodeSize Size);
