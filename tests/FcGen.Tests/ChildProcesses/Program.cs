using System.Reflection;

namespace FcGen.Tests.ChildProcesses;

/// <summary>Entry point of a child process: runs one static method of the tests.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is not [string type, string method])
        {
            Console.Error.WriteLine("Expected a type and a static method. Run the tests by 'dotnet test'.");
            return 2;
        }

        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        typeof(Program).Assembly.GetType(type, throwOnError: true)!.GetMethod(method, Static)!.CreateDelegate<Action>()();
        return 0;
    }
}
