using System.Runtime.InteropServices;

namespace FcGen.Benchmarks;

/// <summary>
/// ONNX Runtime through its C API, on one thread, with input and output bound once. Its objects exist until the program ends, like the
/// library.
/// </summary>
internal sealed class OnnxRuntimePeer(OrtLibrary library) : Peer(PeerName, library.Version)
{
    public const string PeerName = "ONNX Runtime";

    /// <summary>The environment variable for the path of the library, if it is not in the default location.</summary>
    public const string PathVariable = "ONNXRUNTIME_LIBRARY";

    public const string Installation =
        "`npm install --prefix tests/FcGen.Benchmarks --no-save --ignore-scripts onnxruntime-node`; "
        + $"or set {PathVariable} to the path of the library";

    private readonly nint _environment = library.CreateEnvironment();
    private readonly nint _sessionOptions = library.CreateSessionOptions();
    private readonly nint _runOptions = library.CreateRunOptions();
    private readonly nint _memory = library.CreateMemoryInfo();

    private OrtLibrary Library => library;

    public static Peer? Open() => FindLibrary() is { } path ? new OnnxRuntimePeer(new OrtLibrary(path)) : null;

    public override NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate) =>
        job.Activity == Activity.Prediction ? new OnnxWorkload(this, model, job, data.Inputs) : null;

    private static string? FindLibrary()
    {
        string? given = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        string package = Path.Combine(Folders.Project, "node_modules", "onnxruntime-node", "bin");
        string processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        (string system, string file) = OperatingSystem.IsWindows() ? ("win32", "onnxruntime.dll")
            : OperatingSystem.IsMacOS() ? ("darwin", "libonnxruntime.1.dylib")
            : ("linux", "libonnxruntime.so.1");
        return Directory.Exists(package)
            ? Directory.EnumerateFiles(package, file, SearchOption.AllDirectories)
                .FirstOrDefault(path => path.EndsWith(Path.Combine(system, processor, file), StringComparison.Ordinal))
            : null;
    }

    private sealed unsafe record OnnxWorkload : NetworkWorkload
    {
        private const int Alignment = 64;

        private readonly OnnxRuntimePeer _peer;
        private readonly OrtLibrary _library;
        private readonly nint _session;
        private readonly nint _binding;
        private readonly nint _output;
        private readonly int _outputLength;

        public OnnxWorkload(OnnxRuntimePeer peer, NetworkModel model, Job job, float[] inputs)
            : base(PeerName, job.Samples, model.FlopsPerSample * job.Samples)
        {
            _peer = peer;
            _library = peer.Library;
            _outputLength = job.Samples * model.OutputSize;
            var input = new Span<float>(Allocate(inputs.Length), inputs.Length);
            inputs.CopyTo(input);
            float* output = Allocate(_outputLength);
            _output = (nint)output;
            _session = _library.CreateSession(peer._environment, peer._sessionOptions, OnnxModel.Write(model, job.Samples));
            _binding = _library.CreateBinding(
                _session,
                OnnxModel.Input,
                _library.CreateTensor(peer._memory, input, [job.Samples, .. model.InputShape]),
                OnnxModel.Output,
                _library.CreateTensor(peer._memory, new Span<float>(output, _outputLength), job.Samples, model.OutputSize));
        }

        public override float Run(int iterations)
        {
            float sum = 0;
            for (int i = 0; i < iterations; i++)
            {
                _library.Run(_session, _peer._runOptions, _binding);
                sum += *(float*)_output;
            }

            return sum;
        }

        public override float[] Result() => new Span<float>((void*)_output, _outputLength).ToArray();

        private static float* Allocate(int length) => (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);
    }
}
