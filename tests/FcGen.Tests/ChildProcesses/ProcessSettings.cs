using System.Runtime.CompilerServices;
using FcGen.Runtime;

namespace FcGen.Tests.ChildProcesses;

/// <summary>
/// Settings of the whole process. They are made before any test begins: tests run in parallel and in any order, so that a test which
/// changed them would change others.
/// </summary>
internal static class ProcessSettings
{
    [ModuleInitializer]
    internal static void Apply()
    {
        // Eight threads on any machine. With fewer processors they take turns.
        Parallelism.Processors = Math.Max(8, Environment.ProcessorCount);

        // Helpers come at once, however many threads of the pool tests already keep busy.
        ThreadPool.SetMinThreads(16, 16);
    }
}
