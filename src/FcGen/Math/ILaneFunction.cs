using System.Runtime.CompilerServices;

namespace FcGen.Numerics;

/// <summary>A function of floats whose output determines its derivative, for any number of lanes.</summary>
internal interface ILaneFunction
{
    /// <summary>Computes y = f(x).</summary>
    static abstract TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>Computes dx = f'(x) dy, where y = f(x).</summary>
    static abstract TLanes Backward<TLanes>(TLanes y, TLanes dy)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>f(x) = x.</summary>
internal readonly struct IdentityLanes : ILaneFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Backward<TLanes>(TLanes y, TLanes dy)
        where TLanes : struct, ILanes<TLanes> => dy;
}

/// <summary>f(x) = tanh(x).</summary>
internal readonly struct TanhLanes : ILaneFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => TLanes.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Backward<TLanes>(TLanes y, TLanes dy)
        where TLanes : struct, ILanes<TLanes> => dy * TLanes.MultiplyAdd(-y, y, TLanes.Create(1f));
}

/// <summary>f(x) = max(x, 0).</summary>
internal readonly struct RectifiedLanes : ILaneFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes> => TLanes.Max(x, TLanes.Create(0f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Backward<TLanes>(TLanes y, TLanes dy)
        where TLanes : struct, ILanes<TLanes> => TLanes.WherePositive(y, dy);
}
