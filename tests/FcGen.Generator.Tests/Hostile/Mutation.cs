using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Mutates sources like a user who is typing: removes, swaps or duplicates tokens, and changes numbers.</summary>
internal static class Mutation
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2", "3", "7", "16", "100", "0f", "-0.5f", "1e9f", "float.NaN", "1.5", "65537", "1000000", "2147483647", "4294967296", "\"4\"", "null", "x",
    ];

    /// <summary>Changes one to three tokens of a source.</summary>
    public static string Apply(string source, Random random)
    {
        List<string> tokens = [.. SyntaxFactory.ParseTokens(source).Where(token => !token.IsKind(SyntaxKind.EndOfFileToken)).Select(token => token.ToFullString())];
        for (int i = random.Next(1, 4); i > 0 && tokens.Count > 1; i--)
        {
            Change(tokens, random);
        }

        return string.Concat(tokens);
    }

    private static void Change(List<string> tokens, Random random)
    {
        int at = random.Next(tokens.Count);
        switch (random.Next(4))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                int other = random.Next(2) == 0 ? Math.Min(at + 1, tokens.Count - 1) : random.Next(tokens.Count);
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            default:
                int[] numbers = [.. Enumerable.Range(0, tokens.Count).Where(i => char.IsAsciiDigit(tokens[i][0]))];
                if (numbers.Length > 0)
                {
                    tokens[numbers[random.Next(numbers.Length)]] = Numbers[random.Next(Numbers.Length)];
                }

                break;
        }
    }
}
