using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace FcGen.Benchmarks;

/// <summary>A Python script that answers requests. Both directions use lines of text and little-endian floats.</summary>
internal sealed class PythonProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Stream _requests;
    private readonly Stream _answers;

    private PythonProcess(Process process)
    {
        _process = process;
        _requests = process.StandardInput.BaseStream;
        _answers = new BufferedStream(process.StandardOutput.BaseStream);
    }

    /// <summary>The first line of the script's output.</summary>
    public string Greeting { get; private set; } = string.Empty;

    /// <summary>Starts a script and waits for its greeting.</summary>
    /// <returns>Null if the interpreter does not exist or lacks a module that the script imports.</returns>
    public static PythonProcess? TryStart(string interpreter, string script)
    {
        var start = new ProcessStartInfo(interpreter, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            // Errors are read continuously, because a full pipe would block the script.
            var errors = new StringBuilder();
            Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
            process.BeginErrorReadLine();
            var python = new PythonProcess(process);
            if (python.TryReadLine() is { } greeting)
            {
                python.Greeting = greeting;
                return python;
            }

            process.WaitForExit();
            return errors.ToString().Contains("ModuleNotFoundError", StringComparison.Ordinal)
                ? null
                : throw new InvalidOperationException($"'{interpreter} {script}' failed: {errors.ToString().Trim()}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public void Send(string line) => Write(Encoding.UTF8.GetBytes(line + '\n'));

    public void Send<T>(T[] values)
        where T : unmanaged => Write(MemoryMarshal.AsBytes(values.AsSpan()));

    public string Receive() => TryReadLine() ?? throw new InvalidOperationException("The Python process ended without an answer.");

    public float[] ReceiveFloats(int count)
    {
        var values = new float[count];
        _answers.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Ends the script by closing its input.</summary>
    public void Dispose()
    {
        _requests.Dispose();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _requests.Write(bytes);
        _requests.Flush();
    }

    /// <summary>Returns a line without its terminator, or null at the end of the stream.</summary>
    private string? TryReadLine()
    {
        var line = new List<byte>();
        for (int next = _answers.ReadByte(); next != '\n'; next = _answers.ReadByte())
        {
            if (next < 0)
            {
                return null;
            }

            line.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }
}
