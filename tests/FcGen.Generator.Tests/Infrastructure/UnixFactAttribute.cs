namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>A test of Unix features, such as FIFOs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no FIFOs." : null;
}
