using FcGen.Fuzz;
using SharpFuzz;

// fuzz TARGET: under afl-fuzz. seeds TARGET FOLDER: writes the files to start from. run TARGET FILE...: reads files once, to look into a finding.
// mutate SECONDS: without afl-fuzz, random changes of the seeds.
if (args is ["mutate", string seconds])
{
    return Mutation.Run(Targets.All, TimeSpan.FromSeconds(int.Parse(seconds)));
}

if (args is not [string command, string name, ..] || Targets.All.SingleOrDefault(target => target.Name == name) is not { } chosen)
{
    Console.Error.WriteLine($"Expected fuzz, seeds or run, and one of {string.Join(", ", Targets.All.Select(target => target.Name))}; or mutate SECONDS.");
    return 2;
}

switch (command, args[2..])
{
    case ("fuzz", []):
        Fuzzer.OutOfProcess.Run(stream =>
        {
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            chosen.Run(bytes.ToArray());
        });
        return 0;
    case ("seeds", [string folder]):
        Directory.CreateDirectory(folder);
        foreach ((string file, byte[] content) in chosen.Seeds())
        {
            File.WriteAllBytes(Path.Combine(folder, file), content);
        }

        return 0;
    case ("run", [_, ..] files):
        foreach (string file in files)
        {
            Console.WriteLine(file);
            chosen.Run(File.ReadAllBytes(file));
        }

        return 0;
    default:
        Console.Error.WriteLine($"Unexpected arguments after {name}.");
        return 2;
}
