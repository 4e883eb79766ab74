using FcGen.Fuzz;
using SharpFuzz;

// fuzz TARGET: runs under afl-fuzz. seeds TARGET FOLDER: writes the seed files. run TARGET FILE...: reads files once, to reproduce a finding.
// mutate SECONDS: mutates the seeds at random, without afl-fuzz.
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
