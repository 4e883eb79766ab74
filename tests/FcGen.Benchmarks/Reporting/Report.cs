using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>Arranges results for the reader.</summary>
internal static class Report
{
    public static Document Create(Results results)
    {
        var document = new Document();
        Describe(document, results);
        document.Heading("Summary");
        document.Table(Summary.Create(results));
        document.Paragraph("x: how many times as long the other takes, measured in the same rounds, one thread on both sides.");
        Predictions(document, results);
        Training(document, results);
        Functions(document, results.Functions);
        StartUp(document, results);
        Build(document, results.Build);
        foreach (Peer peer in results.Peers.Present)
        {
            Beside(document, results, peer);
        }

        document.Heading("Aim beside result");
        document.Table(Aims.Table(Aims.Evaluate(results)));
        document.Paragraph(RtNeural.Explanation);
        return document;
    }

    /// <summary>When, with what and on which processor is measured: the head of every document.</summary>
    public static IReadOnlyList<string> MachineFacts() =>
    [
        $"{DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {Machine.Platform}.",
        $"{Machine.Processor}, {Environment.ProcessorCount} cores, {Machine.Vectors}; {Machine.Caches}.",
    ];

    public static string BulletList(IEnumerable<string> facts) => string.Join('\n', facts.Select(fact => $"- {fact}"));

    /// <summary>Stores a document under a name that is the same for every run on such a machine.</summary>
    /// <param name="document">What is stored.</param>
    /// <param name="kind">End of the name, where it is not a run of everything.</param>
    /// <returns>Path of the file.</returns>
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
                $"Reading {Format.Number(read.Bytes / 1000)} KB again and again: {Format.Number(read.Bytes / read.Median)} GB/s.");
        string[] facts =
        [
            .. MachineFacts(),
            $"Peak of one core: {Format.Number(results.Peak.GigaflopsPerSecond)} GFLOP/s, "
                + $"spread {Format.Percent(results.Peak.Nanoseconds.Spread)}.",
            .. results.Layer is null
                ? Array.Empty<string>()
                : [$"One sample: a bare layer of 64 x 64 in a loop, which reads each weight for one multiply-add, reaches {Format.Percent(results.Layer.Share.Median)} of it."],
            .. reading,
            .. Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0"
                ? ["FcGen keeps to 256 bits in this run; the libraries beside it use what the machine has."]
                : Array.Empty<string>(),
            .. results.Peers.Present.Select(peer => $"Beside it: {peer.Name}, {peer.Version}."),
            .. results.Peers.Absent.Select(peer => $"Not here: {peer.Name}. To install it: {peer.Installation}."),
        ];
        document.Paragraph(BulletList(facts));
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
        document.Paragraph("samples: 1 is Forward, more are a ForwardBatch. bytes: allocated by one call.");
    }

    private static void Training(Document document, Results results)
    {
        document.Heading("Training");
        var table = new TextTable(1, "network", "samples", "threads", "us/step", "spread", "one thread", "bytes");
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
            "us/step: Trainer.Step with so many samples, softmax cross entropy, Adam. one thread: how many times as long it takes alone.\n"
            + "bytes: allocated by one step.");
    }

    private static void Functions(Document document, IReadOnlyList<FunctionResult> functions)
    {
        document.Heading("Elementary functions");
        var table = new TextTable(1, "function", "ns/number", "platform's", "ns/number", "ratio");
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
            "first ms: the first Forward of a new process; then what Prepare takes, and the first Forward after it; of several\n"
            + "processes the fastest.\n"
            + "lines, source: what the generator writes. IL: all methods of the class, for every vector width.\n"
            + "code: machine code of the class after Prepare, for the vector width in use.");
    }

    private static void Build(Document document, BuildTime build)
    {
        document.Heading("Build");
        var table = new TextTable(1, "milliseconds", "without", "with", "network adds");
        Add("compiler in a new process", build.NewProcess);
        Add("compiler server", build.Server);
        document.Table(table);
        document.Paragraph(
            $"A project with and without a network of {BuildTime.LayerCount} dense layers with ReLU between them, "
            + $"{Format.Number(build.Lines)} generated lines;\nthe fastest of several builds. "
            + $"The generator itself takes {Format.Number(build.Generator)} ms of it; after an edit in another file "
            + $"{Format.Number(build.EditElsewhere)} ms, in which it generates {(build.IsRegenerated ? "anew" : "nothing")}.");

        void Add(string name, BuildPair pair) => table.Add(
            name,
            Format.Number(pair.Without),
            Format.Number(pair.With),
            Format.Number(pair.Added));
    }

    private static void Beside(Document document, Results results, Peer peer)
    {
        document.Heading($"{peer.Name}, {peer.Version}");
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

        document.Table(table);
        document.Paragraph($"Time of a call. ratio: how many times as fast as {peer.Name} FcGen is.");
    }
}
