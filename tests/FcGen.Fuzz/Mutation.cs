using System.Diagnostics;

namespace FcGen.Fuzz;

/// <summary>Mutates valid files at random, if no coverage-guided fuzzer is installed.</summary>
internal static class Mutation
{
    private static readonly byte[] Significant = "\0\u0001\u007F{}[]\":,;.-+eE09\\\n\r\t \u001F"u8.ToArray();

    /// <summary>Runs all targets for equal shares of the time. A file that causes a failure is written to the temporary folder.</summary>
    /// <returns>0 if all targets passed, 1 otherwise.</returns>
    public static int Run(IReadOnlyList<Target> targets, TimeSpan time)
    {
        int result = 0;
        foreach (Target target in targets)
        {
            var random = new Random(1);
            byte[][] seeds = [.. target.Seeds().Values];
            long start = Stopwatch.GetTimestamp();
            int runs = 0;
            for (; Stopwatch.GetElapsedTime(start) < time / targets.Count; runs++)
            {
                byte[] file = runs < seeds.Length ? seeds[runs] : Change(seeds[random.Next(seeds.Length)], random);
                try
                {
                    target.Run(file);
                }
                catch (Exception exception)
                {
                    string path = Path.Combine(Path.GetTempPath(), $"fcgen-{target.Name}-{runs}");
                    File.WriteAllBytes(path, file);
                    Console.Error.WriteLine($"{target.Name}: {path}: {exception}");
                    result = 1;
                    break;
                }
            }

            Console.WriteLine($"{target.Name}: {runs} files");
        }

        return result;
    }

    private static byte[] Change(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(at, Significant[random.Next(Significant.Length)]);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(Math.Min(bytes.Count - at, 8) + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(bytes.Count - at, 64) + 1)));
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. bytes];
    }
}
