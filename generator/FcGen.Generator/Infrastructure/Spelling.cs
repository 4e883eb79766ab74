namespace FcGen.Generator.Infrastructure;

/// <summary>Finds the word that was probably intended by an unknown word.</summary>
internal static class Spelling
{
    /// <summary>
    /// Returns the known word with the smallest edit distance. The result is null if all words are too different, or two are equally
    /// similar.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        // About one edit per three letters, ignoring case, as for the command suggestions of dotnet and git.
        int most = Math.Max(1, word.Length / 3);
        (string Word, int Slips)[] near =
        [
            .. known.Distinct()
                .Select(candidate => (Word: candidate, Slips: Slips(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
                .Where(candidate => candidate.Slips <= most && candidate.Slips < candidate.Word.Length)
                .OrderBy(candidate => candidate.Slips),
        ];
        return near.Length == 0 || (near.Length > 1 && near[0].Slips == near[1].Slips) ? null : near[0].Word;
    }

    /// <summary>
    /// Counts the insertions, deletions, replacements and swaps of adjacent letters that turn one word into another (optimal string
    /// alignment, <see href="https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance"/>).
    /// </summary>
    private static int Slips(string a, string b)
    {
        int[,] slips = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                int replaced = slips[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int fewest = Math.Min(replaced, Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                slips[i, j] = isSwap ? Math.Min(fewest, slips[i - 2, j - 2] + 1) : fewest;
            }
        }

        return slips[a.Length, b.Length];
    }
}
