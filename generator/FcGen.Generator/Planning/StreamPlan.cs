using FcGen.Generator.Graph;

namespace FcGen.Generator.Planning;

/// <summary>The plan of a network that runs step by step. The samples of its schedule are steps.</summary>
/// <param name="Problem">The reason why the network cannot run step by step, as a sentence; null if it can. Then the rest is its plan.</param>
/// <param name="Body">The operations on steps; null if no layer comes before <see cref="Head"/>.</param>
/// <param name="Head">The layers after <c>Last</c>, which work on the vector of each step; null without.</param>
/// <param name="RecurrentFloats">The floats of hidden values and cells, which come first in the state.</param>
/// <param name="Floats">The floats of the state.</param>
/// <param name="LookBack">The number of earlier steps that an output depends on; null if it depends on all.</param>
/// <param name="RingLookBack">The number of earlier steps that convolutions look back at.</param>
internal sealed record StreamPlan(string? Problem, Schedule? Body, NetworkPlan? Head, int RecurrentFloats, int Floats, int? LookBack, int RingLookBack)
{
    public static StreamPlan Impossible(string problem) => new(problem, null, null, 0, 0, null, 0);
}
