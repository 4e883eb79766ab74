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

    public override NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate) => job.Activity switch
    {
        Activity.Prediction => new OnnxWorkload(this, model, job, data.Inputs),
        Activity.Step when model.Recurrent is { } recurrent => new StepWorkload(this, model, recurrent, data.Inputs),
        _ => null,
    };

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

    /// <summary>Allocates memory that starts as zeros.</summary>
    private static unsafe float* Allocate(int length)
    {
        const int alignment = 64;
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), alignment);
        new Span<float>(memory, length).Clear();
        return memory;
    }

    private sealed unsafe record OnnxWorkload : NetworkWorkload
    {
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
                [(OnnxModel.Input, _library.CreateTensor(peer._memory, input, [job.Samples, .. model.InputShape]))],
                [(OnnxModel.Output, _library.CreateTensor(peer._memory, new Span<float>(output, _outputLength), job.Samples, model.OutputSize))]);
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
    }

    /// <summary>
    /// Runs one step of a stream per call. The state is an input and an output; there are two of each and two bindings, so that the state after
    /// a step is the one before the next step, and nothing is copied.
    /// </summary>
    private sealed unsafe record StepWorkload : NetworkWorkload
    {
        private readonly OnnxRuntimePeer _peer;
        private readonly float[] _features;
        private readonly int _width;
        private readonly nint _session;
        private readonly nint[] _bindings;
        private readonly nint _input;
        private readonly nint _output;
        private readonly int _outputLength;
        private int _steps;

        public StepWorkload(OnnxRuntimePeer peer, NetworkModel model, RecurrentLayer recurrent, float[] features)
            : base(PeerName, 1, model.FlopsPerSample / model.InputShape[0])
        {
            _peer = peer;
            _features = features;
            _width = model.Features;
            _outputLength = model.OutputSize / model.InputShape[0];
            _session = peer.Library.CreateSession(peer._environment, peer._sessionOptions, OnnxModel.WriteStep(model, recurrent));
            float* input = Allocate(_width);
            float* output = Allocate(_outputLength);
            _input = (nint)input;
            _output = (nint)output;
            nint inputTensor = peer.Library.CreateTensor(peer._memory, new Span<float>(input, _width), 1, 1, _width);
            nint outputTensor = peer.Library.CreateTensor(peer._memory, new Span<float>(output, _outputLength), 1, _outputLength);
            (string Before, string After)[] states = [.. OnnxModel.StatesOf(recurrent)];
            nint[] even = [.. states.Select(_ => State())];
            nint[] odd = [.. states.Select(_ => State())];
            _bindings = [Binding(even, odd), Binding(odd, even)];

            nint State() =>
                peer.Library.CreateTensor(peer._memory, new Span<float>(Allocate(recurrent.Hidden), recurrent.Hidden), 1, 1, recurrent.Hidden);

            nint Binding(nint[] before, nint[] after) => peer.Library.CreateBinding(
                _session,
                [(OnnxModel.Input, inputTensor), .. states.Zip(before, (state, value) => (state.Before, value))],
                [(OnnxModel.Output, outputTensor), .. states.Zip(after, (state, value) => (state.After, value))]);
        }

        public override float Run(int iterations)
        {
            var input = new Span<float>((void*)_input, _width);
            int position = 0;
            float sum = 0;
            for (int i = 0; i < iterations; i++)
            {
                _features.AsSpan(position, _width).CopyTo(input);
                _peer.Library.Run(_session, _peer._runOptions, _bindings[_steps++ & 1]);
                sum += *(float*)_output;
                position += _width;
                if (position == _features.Length)
                {
                    position = 0;
                }
            }

            return sum;
        }

        public override float[] Result() => new Span<float>((void*)_output, _outputLength).ToArray();
    }
}
