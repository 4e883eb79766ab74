using System.Runtime.CompilerServices;
using FcGen.Layers;

namespace FcGen.Tests.Numerics;

/// <summary>Each product against the same sum in double precision, for sizes around the tile's 4 x 8.</summary>
public class PortableGemmTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 16, 17, 19, 20];

    public static TheoryData<int, bool, bool> Cases()
    {
        var cases = new TheoryData<int, bool, bool>();
        foreach (int rows in Sizes)
        {
            cases.Add(rows, true, true);
            cases.Add(rows, true, false);
            cases.Add(rows, false, true);
            cases.Add(rows, false, false);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NN_is_the_product(int rows, bool padded, bool withBias) => ForEachSize((inner, columns) =>
    {
        GuardedMatrix a = GuardedMatrix.Random(rows, inner, padded);
        GuardedMatrix b = GuardedMatrix.Random(inner, columns, padded, seed: 2);
        GuardedMatrix bias = GuardedMatrix.Random(1, columns, padded: false, seed: 3);
        var c = new GuardedMatrix(rows, columns, padded);

        PortableGemm.NN(
            ref a.First, a.Stride, ref b.First, b.Stride, ref FirstOrNull(bias, withBias), ref c.First, c.Stride, rows, inner, columns);

        c.AssertEqual((r, j) => (withBias ? bias[0, j] : 0) + Sum(inner, k => (double)a[r, k] * b[k, j]), Tolerance(inner));
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void NT_is_the_product_with_the_transpose(int rows, bool padded, bool withBias) => ForEachSize((inner, columns) =>
    {
        GuardedMatrix a = GuardedMatrix.Random(rows, inner, padded);
        GuardedMatrix b = GuardedMatrix.Random(columns, inner, padded, seed: 2);
        GuardedMatrix bias = GuardedMatrix.Random(1, columns, padded: false, seed: 3);
        var c = new GuardedMatrix(rows, columns, padded);

        PortableGemm.NT(
            ref a.First, a.Stride, ref b.First, b.Stride, ref FirstOrNull(bias, withBias), ref c.First, c.Stride, rows, inner, columns);

        c.AssertEqual((r, j) => (withBias ? bias[0, j] : 0) + Sum(inner, k => (double)a[r, k] * b[j, k]), Tolerance(inner));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TN_is_the_product_of_the_transpose(bool padded)
    {
        foreach (int rows in Sizes)
        {
            ForEachSize((m, n) =>
            {
                GuardedMatrix a = GuardedMatrix.Random(rows, m, padded);
                GuardedMatrix b = GuardedMatrix.Random(rows, n, padded, seed: 2);
                var c = new GuardedMatrix(m, n, padded);

                PortableGemm.TN(ref a.First, a.Stride, ref b.First, b.Stride, ref c.First, c.Stride, rows, m, n);

                c.AssertEqual((i, j) => Sum(rows, r => (double)a[r, i] * b[r, j]), Tolerance(rows));
            });
        }
    }

    private static ref float FirstOrNull(GuardedMatrix matrix, bool present) =>
        ref present ? ref matrix.First : ref Unsafe.NullRef<float>();

    private static double Sum(int count, Func<int, double> term)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += term(i);
        }

        return sum;
    }

    // Terms are below 4, and each addition rounds by half a unit of a partial sum of random signs.
    private static double Tolerance(int inner) => 4.0 * (inner + 1) * Math.Pow(2, -24);

    private static void ForEachSize(Action<int, int> check)
    {
        foreach (int first in Sizes)
        {
            foreach (int second in Sizes)
            {
                check(first, second);
            }
        }
    }
}
