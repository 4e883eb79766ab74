using System.Runtime.InteropServices;
using System.Text;

namespace FcGen.Benchmarks;

/// <summary>
/// The C API of ONNX Runtime, a table of functions that are called by index. New functions are only added at the end, so the indices are valid
/// for all versions that support version 5 of the API (struct OrtApi in onnxruntime_c_api.h). The order is fixed by assertions in
/// https://github.com/microsoft/onnxruntime/blob/main/onnxruntime/core/session/onnxruntime_c_api.cc.
/// </summary>
internal sealed unsafe class OrtLibrary
{
    private const uint ApiVersion = 5;

    private readonly nint* _functions;

    public OrtLibrary(string path)
    {
        nint library = NativeLibrary.Load(path);
        var getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase");

        // struct OrtApiBase { GetApi(version), GetVersionString() }
        nint* apiBase = getBase();
        _functions = ((delegate* unmanaged<uint, nint*>)apiBase[0])(ApiVersion);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "unknown";
        if (_functions is null)
        {
            throw new InvalidOperationException($"{path} (version {Version}) does not support version {ApiVersion} of the API.");
        }
    }

    public string Version { get; }

    private enum Function
    {
        GetErrorMessage = 2,
        CreateEnv = 3,
        CreateSessionFromArray = 8,
        CreateSessionOptions = 10,
        SetIntraOpNumThreads = 24,
        SetInterOpNumThreads = 25,
        CreateRunOptions = 39,
        CreateTensorWithDataAsOrtValue = 49,
        CreateCpuMemoryInfo = 69,
        ReleaseStatus = 93,
        RunWithBinding = 133,
        CreateIoBinding = 134,
        BindInput = 136,
        BindOutput = 137,
    }

    public nint CreateEnvironment()
    {
        const int errorsOnly = 3;
        nint environment;
        fixed (byte* name = "FcGen"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)Pointer(Function.CreateEnv))(errorsOnly, name, &environment));
        }

        return environment;
    }

    /// <summary>Creates the options of a session on one thread, with all optimizations (the default).</summary>
    public nint CreateSessionOptions()
    {
        nint options = Create(Function.CreateSessionOptions);
        Check(((delegate* unmanaged<nint, int, nint>)Pointer(Function.SetIntraOpNumThreads))(options, 1));
        Check(((delegate* unmanaged<nint, int, nint>)Pointer(Function.SetInterOpNumThreads))(options, 1));
        return options;
    }

    public nint CreateRunOptions() => Create(Function.CreateRunOptions);

    public nint CreateSession(nint environment, nint options, byte[] model)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)Pointer(Function.CreateSessionFromArray))(
                environment, bytes, (nuint)model.Length, options, &session));
        }

        return session;
    }

    public nint CreateMemoryInfo()
    {
        const int deviceAllocator = 0;
        const int defaultMemory = 0;
        nint info;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Pointer(Function.CreateCpuMemoryInfo))(deviceAllocator, defaultMemory, &info));
        return info;
    }

    /// <summary>Creates a value in the caller's memory, which must not move.</summary>
    public nint CreateTensor(nint memoryInfo, Span<float> data, params ReadOnlySpan<long> shape)
    {
        const int floatType = 1;
        var create = (delegate* unmanaged<nint, float*, nuint, long*, nuint, int, nint*, nint>)
            Pointer(Function.CreateTensorWithDataAsOrtValue);
        nint value;
        fixed (float* values = data)
        fixed (long* dimensions = shape)
        {
            Check(create(memoryInfo, values, (nuint)data.Length * sizeof(float), dimensions, (nuint)shape.Length, floatType, &value));
        }

        return value;
    }

    /// <summary>Binds inputs and outputs to a session, once for all runs.</summary>
    public nint CreateBinding(nint session, IEnumerable<(string Name, nint Value)> inputs, IEnumerable<(string Name, nint Value)> outputs)
    {
        nint binding;
        Check(((delegate* unmanaged<nint, nint*, nint>)Pointer(Function.CreateIoBinding))(session, &binding));
        foreach ((string name, nint value) in inputs)
        {
            Bind(Function.BindInput, binding, name, value);
        }

        foreach ((string name, nint value) in outputs)
        {
            Bind(Function.BindOutput, binding, name, value);
        }

        return binding;
    }

    public void Run(nint session, nint runOptions, nint binding) =>
        Check(((delegate* unmanaged<nint, nint, nint, nint>)Pointer(Function.RunWithBinding))(session, runOptions, binding));

    private void Bind(Function function, nint binding, string name, nint value)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
        {
            Check(((delegate* unmanaged<nint, byte*, nint, nint>)Pointer(function))(binding, text, value));
        }
    }

    private nint Create(Function function)
    {
        nint created;
        Check(((delegate* unmanaged<nint*, nint>)Pointer(function))(&created));
        return created;
    }

    private nint Pointer(Function function) => _functions[(int)function];

    /// <summary>Checks the status of a call, which is null on success.</summary>
    private void Check(nint status)
    {
        if (status != 0)
        {
            string? message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Pointer(Function.GetErrorMessage))(status));
            ((delegate* unmanaged<nint, void>)Pointer(Function.ReleaseStatus))(status);
            throw new InvalidOperationException($"ONNX Runtime {Version}: {message}");
        }
    }
}
