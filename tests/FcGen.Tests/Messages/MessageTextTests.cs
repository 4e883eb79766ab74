using FcGen.Messages;

namespace FcGen.Tests.Messages;

/// <summary>Text from files in messages.</summary>
public sealed class MessageTextTests
{
    [Theory]
    [InlineData("a\nb", @"a\u000Ab")]
    [InlineData("a\r\tb\0", @"a\u000D\u0009b\u0000")]
    [InlineData("\u001b[31mred\u007f", @"\u001B[31mred\u007F")]
    [InlineData("\u0085\u009b\u2028\u2029", @"\u0085\u009B\u2028\u2029")]
    [InlineData("\u202egnp.exe\u2066\u200f\u061c", @"\u202Egnp.exe\u2066\u200F\u061C")]
    [InlineData("zero\u200bwidth\ufeff\u00ad", @"zero\u200Bwidth\uFEFF\u00AD")]
    [InlineData("\ufffe\uffff\ufdd0", @"\uFFFE\uFFFF\uFDD0")]
    [InlineData("\U000e0041\U0001ffff", @"\U000E0041\U0001FFFF")]
    public void Characters_that_terminals_and_logs_act_on_are_escaped(string text, string escaped) =>
        Assert.Equal(escaped, MessageText.Escape(text));

    [Fact]
    public void Halves_of_surrogate_pairs_are_escaped()
    {
        Assert.Equal(@"\uD800", MessageText.Escape("\ud800"));
        Assert.Equal(@"\uDC00\uD800x", MessageText.Escape("\udc00\ud800x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("größe \"1\"\\ 'x' %20 | 重み \U0001f600 e\u0301")]
    [InlineData(@"C:\new\table \u000A")]
    public void Other_text_stays_as_it_is(string text) => Assert.Same(text, MessageText.Escape(text));

    [Fact]
    public void Escaped_text_stays_as_it_is()
    {
        for (int unit = 0; unit <= char.MaxValue; unit++)
        {
            string escaped = MessageText.Escape($"a{(char)unit}b");

            Assert.Equal(escaped, MessageText.Escape(escaped));
            Assert.DoesNotContain(escaped, character => char.IsControl(character) || char.IsSurrogate(character));
        }
    }

    [Fact]
    public void Long_names_are_cut_but_not_within_a_character()
    {
        Assert.Equal($"'{new string('a', 120)}'", MessageText.Name(new string('a', 120)));
        Assert.Equal($"'{new string('a', 120)}...'", MessageText.Name(new string('a', 121)));
        Assert.Equal("'aa...'", MessageText.Name("aa\U0001f600b", 3));
        Assert.Equal("'aa\U0001f600...'", MessageText.Name("aa\U0001f600b", 4));
        Assert.Equal(@"'\u000A\u000A...'", MessageText.Name("\n\n\n", 2));
    }

    [Fact]
    public void Long_shapes_are_cut()
    {
        Assert.Equal("[]", MessageText.Shape([]));
        Assert.Equal("[1, 2, 3, 4, 5, 6, 7, 8]", MessageText.Shape([1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal("[1, 2, 3, 4, 5, 6, 7, 8, ...]", MessageText.Shape([1, 2, 3, 4, 5, 6, 7, 8, 9]));
    }

    [Fact]
    public void Of_many_texts_the_first_are_shown_with_the_count_of_the_others()
    {
        Assert.Equal("a; b", MessageText.Few(["a", "b"], 2, "; "));
        Assert.Equal("a; b; and 1 more", MessageText.Few(["a", "b"], 3, "; "));
        Assert.Equal("a; b; and at least 998 more", MessageText.Few(["a", "b"], 1000, "; ", isLeast: true));
    }
}
