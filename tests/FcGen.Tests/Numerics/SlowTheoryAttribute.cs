namespace FcGen.Tests.Numerics;

/// <summary>A test of minutes, which runs when the environment variable FCGEN_SLOW_TESTS is 1.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SlowTheoryAttribute : TheoryAttribute
{
    public SlowTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("FCGEN_SLOW_TESTS") != "1")
        {
            Skip = "Takes minutes: set FCGEN_SLOW_TESTS=1 to run it.";
        }
    }
}
