using System.Reflection;

namespace FcGen.Tests.ChildProcesses;

/// <summary>Entry point of a child process: runs one static method of the tests, which may take a string.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is not [string type, string method, .. { Length: <= 1 } argument])
        {
            Console.Error.WriteLine("Expected a type and a static method. Run the tests by 'dotnet test'.");
            return 2;
        }

        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        MethodInfo info = typeof(Program).Assembly.GetType(type, throwOnError: true)!.GetMethod(method, Static)!;
        if (argument is [string only])
        {
            info.CreateDelegate<Action<string>>()(only);
        }
        else
        {
            info.CreateDelegate<Action>()();
        }

        return 0;
    }
}
