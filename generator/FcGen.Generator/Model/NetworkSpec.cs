using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Model;

/// <summary>What the user wrote, checked: everything that planning and emission know of a network. Holds nothing of Roslyn's.</summary>
internal sealed record NetworkSpec(TypeHierarchy Type, Shape Input, EquatableArray<LayerSpec> Layers, UnrollMode Unroll)
{
    public Shape Output => Layers[Layers.Count - 1].Output;
}

/// <summary>Mirror of <c>FcGen.Unroll</c>.</summary>
internal enum UnrollMode
{
    Auto,
    Full,
    Tiled,
}

/// <summary>Mirror of <c>FcGen.Init</c>.</summary>
internal enum InitKind
{
    Auto,
    XavierUniform,
    HeNormal,
    Zeros,
    XavierNormal,
    HeUniform,
    LecunNormal,
    Normal,
    Uniform,
}
