using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>PyTorch in eager mode on one thread, in a Python process that measures its own time.</summary>
internal sealed class PyTorchPeer : Peer
{
    public const string PeerName = "PyTorch";

    /// <summary>The environment variable for the interpreter, if the usual interpreters have no PyTorch.</summary>
    public const string PythonVariable = "FCGEN_PYTHON";

    public const string Installation =
        "`apt-get install python3-torch libopenblas0-pthread` (the reference BLAS is too slow to compare) or `pip install torch`; "
        + $"or set {PythonVariable} to the path of a Python interpreter with PyTorch";

    /// <summary>
    /// The reference BLAS of netlib, the fallback of Debian's package. It is five times slower than OpenBLAS, so it is not measured.
    /// </summary>
    private const string ReferenceBlas = "reference";

    private readonly PythonProcess _python;
    private NetworkModel? _sent;

    private PyTorchPeer(PythonProcess python, string version, string blas)
        : base(PeerName, $"{version} with {blas}, eager") => _python = python;

    public static Peer? Open()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py");
        string?[] interpreters = [Environment.GetEnvironmentVariable(PythonVariable), "python3", "/usr/bin/python3", "python"];
        foreach (string interpreter in interpreters.Where(name => !string.IsNullOrEmpty(name)).Distinct().Select(name => name!))
        {
            if (PythonProcess.TryStart(interpreter, script) is { } python)
            {
                string[] words = python.Greeting.Split(' ');
                if (words[1] != ReferenceBlas)
                {
                    return new PyTorchPeer(python, words[0], words[1]);
                }

                python.Dispose();
            }
        }

        return null;
    }

    public override NetworkWorkload? CreateWorkload(NetworkModel model, Job job, JobData data, float learningRate)
    {
        if (job.IsOnStream)
        {
            return null;
        }

        if (_sent != model)
        {
            _python.Send($"network {string.Join(' ', model.InputShape)}");
            _python.Send(string.Join(", ", model.Layers));
            _python.Send<float>(model.Parameters);
            _sent = model;
        }

        if (job.Activity == Activity.Training)
        {
            bool isRegression = TrainingWorkload.IsRegression(model);
            string request = isRegression ? "regress" : "train";
            _python.Send(string.Create(CultureInfo.InvariantCulture, $"{request} {job.Samples} {learningRate:R}"));
            _python.Send<float>(data.Inputs);
            if (isRegression)
            {
                _python.Send<float>(data.Targets);
            }
            else
            {
                _python.Send<int>(data.Labels);
            }

            return new PyTorchWorkload(_python, int.Parse(_python.Receive(), CultureInfo.InvariantCulture), job.Samples, 0);
        }

        _python.Send($"predict {job.Samples}");
        _python.Send<float>(data.Inputs);
        int number = int.Parse(_python.Receive(), CultureInfo.InvariantCulture);
        return new PyTorchWorkload(_python, number, job.Samples, model.FlopsPerSample * job.Samples);
    }

    public override void Dispose() => _python.Dispose();

    private sealed record PyTorchWorkload(PythonProcess Python, int Number, int Samples, double Flops)
        : NetworkWorkload(PeerName, Samples, Flops)
    {
        public override float Run(int iterations) => Time(iterations).Checksum;

        public override TimedRun Time(int iterations)
        {
            Python.Send($"run {Number} {iterations}");
            string[] words = Python.Receive().Split(' ');
            return new TimedRun(double.Parse(words[0], CultureInfo.InvariantCulture), float.Parse(words[1], CultureInfo.InvariantCulture));
        }

        public override float[] Result()
        {
            Python.Send($"result {Number}");
            return Python.ReceiveFloats(int.Parse(Python.Receive(), CultureInfo.InvariantCulture));
        }
    }
}
