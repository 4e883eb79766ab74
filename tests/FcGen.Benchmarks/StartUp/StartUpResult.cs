namespace FcGen.Benchmarks;

/// <summary>What was measured of a network before its first fast call.</summary>
internal sealed record StartUpResult(NetworkCase Network, FirstCallTimes Unprepared, FirstCallTimes Prepared, CodeSize Size);
