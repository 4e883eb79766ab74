using System.Reflection;
using FcGen.Generator.Emission;
using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Runtime;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Constants that the generator and the library both need, and that no shared code can define.</summary>
public class SharedNumbersTests
{
    private static readonly Assembly Library = typeof(Scratch).Assembly;

    [Fact]
    public void Rows_of_the_widest_tile_are_the_unit_in_which_threads_share_samples() =>
        Assert.Equal(Budget.TileRows, Constant(Library.GetType("FcGen.Runtime.Parallelism")!, "TileRows"));

    [Fact]
    public void Calls_take_as_much_from_the_stack_in_generated_code_as_in_the_library() =>
        Assert.Equal(Budget.StackFloats, Constant(typeof(Scratch), "StackFloats"));

    [Fact]
    public void Scratch_has_the_same_room_for_its_alignment() =>
        Assert.Equal(Constant(typeof(InferenceEmitter), "AlignmentFloats"), Constant(typeof(Scratch), "AlignmentFloats"));

    [Theory]
    [InlineData(typeof(InitKind), typeof(Init))]
    [InlineData(typeof(UnrollMode), typeof(Unroll))]
    public void Options_have_the_same_members_with_the_same_numbers(Type mirror, Type option)
    {
        Assert.Equal(Members(option), Members(mirror));

        static IEnumerable<string> Members(Type type) => Enum.GetNames(type).Select(name => $"{name} = {(int)Enum.Parse(type, name)}");
    }

    private static int Constant(Type type, string name) =>
        (int)type.GetField(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
}
