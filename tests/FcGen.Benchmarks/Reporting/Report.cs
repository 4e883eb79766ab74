using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>Creates the report of the results.</summary>
internal static class Report
{
    public static Document Create(Results results)
    {
        var document = new Document();
        Describe(document, results);
        Summarize(document, results);
        Predictions(document, results);
        Training(document, results);
        Functions(document, results.Functions);
        StartUp(document, results);
        Build(document, results.Build);
        foreach (Peer peer in results.Peers.Present)
        {
            Beside(document, results, peer);
        }

        document.Heading("Targets and results");
        document.Table(Aims.Table(Aims.Evaluate(results)));
        document.Paragraph(RtNeural.Explanation);
        return document;
    }

    /// <summary>Returns the date, platform and processor, for the head of every document.</summary>
    public static IReadOnlyList<string> MachineFacts() =>
    [
        $"{DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {Machine.Platform}.",
        $"{Machine.Processor}, {Environment.ProcessorCount} cores, {Machine.Vectors}; {Machine.Caches}.",
    ];

    public static string BulletList(IEnumerable<string> facts) => string.Join('\n', facts.Select(fact => $"- {fact}"));

    /// <summary>Stores a document under the name of the processor and the vector width.</summary>
    /// <param name="document">The document.</param>
    /// <param name="kind">The suffix of the name, if the run is not a complete one.</param>
    /// <returns>The path of the file.</returns>
    public static string Store(Document document, string? kind = null)
    {
        string folder = Path.Combine(Folders.Project, "results");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, kind is null ? $"{Machine.Name}.md" : $"{Machine.Name}-{kind}.md");
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        document.Write(writer, $"{Machine.Processor}, {Machine.Vectors}");
        return path;
    }

    private static void Describe(Document document, Results results)
    {
        IEnumerable<string> reading = results.Jobs.Select(job => job.Reading).OfType<Measurement>()
            .Select(reading => (((ReadLoop)reading.Workload).Bytes, reading.Nanoseconds.Median))
            .Select(read =>
                $"Repeatedly reading {Format.Number(read.Bytes / 1000)} KB: {Format.Number(read.Bytes / read.Median)} GB/s.");
        string[] facts =
        [
            .. MachineFacts(),
            $"Peak of one core: {Format.Number(results.Peak.GigaflopsPerSecond)} GFLOP/s, "
                + $"spread {Format.Percent(results.Peak.Nanoseconds.Spread)}.",
            .. results.Layer is null
                ? Array.Empty<string>()
                : [$"One sample: a plain loop over a layer of 64 x 64, which reads each weight for one multiply-add, reaches {Format.Percent(results.Layer.Share.Median)} of the peak."],
            .. reading,
            .. Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0"
                ? ["FcGen is limited to 256 bits in this run; the other libraries use the full vector width."]
                : Array.Empty<string>(),
            .. results.Peers.Present.Select(peer => $"Compared with: {peer.Name}, {peer.Version}."),
            .. results.Peers.Absent.Select(peer => $"Not installed: {peer.Name}. To install it: {peer.Installation}."),
        ];
        document.Paragraph(BulletList(facts));
    }

    private static void Summarize(Document document, Results results)
    {
        const string explanation =
            "x: the time of the other library divided by the time of FcGen, measured in the same rounds with one thread each.";
        if (Summary.Dense(results) is { IsEmpty: false } dense)
        {
            document.Heading("Summary");
            document.Table(dense);
            document.Paragraph(explanation);
        }

        if (Summary.Convolutions(results) is { IsEmpty: false } convolutions)
        {
            document.Heading("Convolutions");
            document.Table(convolutions);
            document.Paragraph($"{explanation}\nThe inputs and the layers in PyTorch's notation:");
            document.Paragraph(BulletList(results.Jobs.Select(job => job.Network.Model).Distinct()
                .Where(model => model.Kind == NetworkKind.Convolutions)
                .Select(model => $"{model.Name}: {string.Join(" x ", model.InputShape)}, {string.Join(", ", model.Layers)}")));
        }

        if (Summary.Sequences(results) is { IsEmpty: false } sequences)
        {
            document.Heading("Sequences");
            document.Table(sequences);
            document.Paragraph(
                $"{explanation}\nLSTM-8-32 and GRU-8-32: 50 steps of 8 features, 32 hidden values, and a dense layer with one output behind the last step.");
        }

        if (Summary.Streams(results) is { IsEmpty: false } streams)
        {
            document.Heading("Streams");
            document.Table(streams);
            document.Paragraph(
                $"Step ns: a call of Step. {OnnxRuntimePeer.PeerName}: its time for one step, with the state as inputs and outputs, divided by the time of FcGen.\n"
                + $"Steps ns: time per step of Steps with {JobData.StreamSteps} steps. of 48 kHz: this time divided by the time between two samples of audio.\n"
                + "bytes: allocated by a call of each.\n"
                + "LSTM-N and GRU-N: one feature, N hidden values (2x128: two layers), and a dense layer with one output.\n"
                + "Causal-N: N channels, and four causal convolutions of 3 steps with dilations 1, 2, 4 and 8, each with tanh.\n"
                + "NAM-A2: 8 channels, and 23 causal convolutions of 6 or 15 steps with dilations from 1 to 128, each with LeakyReLU and a residual.");
            document.Paragraph(RtNeural.Streams);
        }
    }

    private static void Predictions(Document document, Results results)
    {
        document.Heading("Predictions");
        var table = new TextTable(1, "network", "samples", "ns/sample", "spread", "GFLOP/s", "of peak", "bytes");
        foreach (JobResult result in results.Jobs.Where(result => result.Job.Activity == Activity.Prediction))
        {
            int samples = result.Job.Samples;
            table.Add(
                result.Network.Name,
                samples.ToString(CultureInfo.InvariantCulture),
                Format.Number(result.Ours.Nanoseconds.Median / samples),
                Format.Percent(result.Ours.Nanoseconds.Spread),
                Format.Number(result.Ours.GigaflopsPerSecond),
                Format.Percent(result.Ours.Share.Median),
                Format.Number(result.Ours.AllocatedBytes));
        }

        document.Table(table);
        document.Paragraph("samples: 1 is measured with Forward, more with ForwardBatch. bytes: allocated per call.");
    }

    private static void Training(Document document, Results results)
    {
        document.Heading("Training");
        var table = new TextTable(1, "network", "samples", "threads", "us/step", "spread", "speedup", "bytes");
        foreach (JobResult result in results.Jobs.Where(result => result.Job.Activity == Activity.Training))
        {
            table.Add(
                result.Network.Name,
                result.Job.Samples.ToString(CultureInfo.InvariantCulture),
                result.Job.Threads.ToString(CultureInfo.InvariantCulture),
                Format.Number(result.Ours.Nanoseconds.Median / 1000),
                Format.Percent(result.Ours.Nanoseconds.Spread),
                result.SpeedupOver(JobResult.OneThread) is { } gain ? "x " + Format.Number(gain.Median) : string.Empty,
                Format.Number(result.Ours.AllocatedBytes));
        }

        document.Table(table);
        document.Paragraph(
            "us/step: Trainer.Step with this many samples, softmax cross entropy (with one output: mean squared error) and Adam. speedup: time with one thread divided by this time.\n"
            + "bytes: allocated per step.");
    }

    private static void Functions(Document document, IReadOnlyList<FunctionResult> functions)
    {
        document.Heading("Elementary functions");
        var table = new TextTable(1, "function", "ns/value", "platform", "ns/value", "ratio");
        foreach (FunctionResult function in functions)
        {
            table.Add(
                function.Name,
                PerNumber(function.Ours),
                function.Platform,
                function.Theirs is null ? string.Empty : PerNumber(function.Theirs),
                function.Theirs is null ? string.Empty : Format.Number(function.Theirs.RatioTo(function.Ours).Median));
        }

        document.Table(table);

        static string PerNumber(Measurement measurement) => Format.Number(measurement.Nanoseconds.Median / measurement.Workload.Samples);
    }

    private static void StartUp(Document document, Results results)
    {
        document.Heading("Start-up and size");
        var table = new TextTable(1, "network", "first ms", "Prepare ms", "then first", "lines", "source KB", "IL KB", "code KB");
        foreach (StartUpResult result in results.StartUps)
        {
            table.Add(
                result.Network.Name,
                Format.Number(result.Unprepared.First),
                Format.Number(result.Prepared.Prepare),
                Format.Number(result.Prepared.First),
                result.Size.Lines.ToString(CultureInfo.InvariantCulture),
                Format.Kilobytes(result.Size.SourceBytes),
                Format.Kilobytes(result.Size.IlBytes),
                Format.Kilobytes(result.Size.MachineBytes));
        }

        document.Table(table);
        document.Paragraph(
            "first ms: the first Forward of a new process. Prepare ms: the time of Prepare. then first: the first Forward after Prepare.\n"
            + "Times are the fastest of several processes.\n"
            + "lines, source: the generated code. IL: all methods of the class, for every vector width.\n"
            + "code: machine code of the class after Prepare, for the vector width in use.");
    }

    private static void Build(Document document, BuildTime build)
    {
        document.Heading("Build");
        var table = new TextTable(1, "milliseconds", "without", "with", "difference");
        Add("compiler in a new process", build.NewProcess);
        Add("compiler server", build.Server);
        document.Table(table);
        document.Paragraph(
            $"A project with and without a network of {BuildTime.LayerCount} dense layers with ReLU between them "
            + $"({Format.Number(build.Lines)} generated lines);\nthe fastest of several builds. "
            + $"The generator takes {Format.Number(build.Generator)} ms of this time. After an edit in another file it takes "
            + $"{Format.Number(build.EditElsewhere)} ms and regenerates {(build.IsRegenerated ? "the network" : "nothing")}.");

        void Add(string name, BuildPair pair) => table.Add(
            name,
            Format.Number(pair.Without),
            Format.Number(pair.With),
            Format.Number(pair.Added));
    }

    private static void Beside(Document document, Results results, Peer peer)
    {
        var table = new TextTable(2, "network", "job", "FcGen", peer.Name, "ratio", "quartiles");
        foreach (JobResult result in results.Jobs)
        {
            if (result.Rivals.FirstOrDefault(rival => rival.Name == peer.Name) is { } rival)
            {
                Distribution ratio = rival.Measurement.RatioTo(result.OursBesideRivals);
                table.Add(
                    result.Network.Name,
                    result.Job.ToString(),
                    Format.Time(result.OursBesideRivals.Nanoseconds.Median),
                    Format.Time(rival.Measurement.Nanoseconds.Median),
                    Format.Number(ratio.Median),
                    Format.Quartiles(ratio));
            }
        }

        if (!table.IsEmpty)
        {
            document.Heading($"{peer.Name}, {peer.Version}");
            document.Table(table);
            document.Paragraph($"Time per call. ratio: time of {peer.Name} divided by the time of FcGen.");
        }
    }
}
