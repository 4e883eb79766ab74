using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Benchmarks;

/// <summary>The platform's exp, in the same loop as FcGen's.</summary>
internal readonly struct PlatformExp : IUnaryOperator
{
    public float Invoke(float x) => MathF.Exp(x);

    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Exp(x);

    public Vector256<float> Invoke(Vector256<float> x) => Vector256.Exp(x);

    public Vector512<float> Invoke(Vector512<float> x) => Vector512.Exp(x);
}

/// <summary>The platform's log, in the same loop as FcGen's.</summary>
internal readonly struct PlatformLog : IUnaryOperator
{
    public float Invoke(float x) => MathF.Log(x);

    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Log(x);

    public Vector256<float> Invoke(Vector256<float> x) => Vector256.Log(x);

    public Vector512<float> Invoke(Vector512<float> x) => Vector512.Log(x);
}
