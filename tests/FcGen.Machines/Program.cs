using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FcGen.Machines;

/// <summary>
/// Runs the tests of FcGen.Tests in its own process, for machines without an SDK. Arguments are namespaces or classes after <c>FcGen.Tests.</c>;
/// without any, all tests run. The last line has the counts.
/// </summary>
internal static class Program
{
    public static int Main(string[] names)
    {
        Console.WriteLine(
            $"{RuntimeInformation.RuntimeIdentifier}, accelerated vectors: 128 bits {Vector128.IsHardwareAccelerated}, 256 bits {Vector256.IsHardwareAccelerated}");
        var tests = Assembly.Load("FcGen.Tests");
        var framework = new XunitTestFramework(new Sink(_ => { }));
        var cases = new List<ITestCase>();
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(tests));
        WaitFor<IDiscoveryCompleteMessage>(
            sink => discoverer.Find(includeSourceInformation: false, sink, new Options()),
            message => cases.AddRange(message is ITestCaseDiscoveryMessage found && IsWanted(found.TestCase) ? [found.TestCase] : []));

        (int passed, int failed) = (0, 0);
        using ITestFrameworkExecutor executor = framework.GetExecutor(tests.GetName());
        WaitFor<ITestAssemblyFinished>(
            sink => executor.RunTests(cases, sink, new Options()),
            message =>
            {
                if (message is ITestPassed)
                {
                    passed++;
                }
                else if (message is IFailureInformation failure)
                {
                    failed++;
                    Console.WriteLine($"FAILED: {(message as ITestMessage)?.Test.DisplayName ?? message.GetType().Name}: {string.Join(" / ", failure.Messages)}");
                }
            });

        Console.WriteLine($"{passed} tests passed on this machine, {failed} failed");
        return passed > 0 && failed == 0 ? 0 : 1;

        bool IsWanted(ITestCase test) => names.Length == 0
            || names.Any(name => $"{test.TestMethod.TestClass.Class.Name}.".StartsWith($"FcGen.Tests.{name}.", StringComparison.Ordinal));
    }

    /// <summary>Starts something that sends messages, and returns after its last message.</summary>
    private static void WaitFor<TLast>(Action<IMessageSink> start, Action<IMessageSinkMessage> handle)
    {
        using var end = new ManualResetEventSlim();
        start(new Sink(message =>
        {
            handle(message);
            if (message is TLast)
            {
                end.Set();
            }
        }));
        end.Wait();
    }

#pragma warning disable xUnit3000 // Only needed with application domains, which .NET does not have.

    /// <summary>Handles one message at a time.</summary>
    private sealed class Sink(Action<IMessageSinkMessage> handle) : IMessageSink
    {
        private readonly Lock _lock = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (_lock)
            {
                handle(message);
            }

            return true;
        }
    }

    /// <summary>The defaults of xunit.</summary>
    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = [];

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
