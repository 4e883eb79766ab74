using FcGen.Layers;
using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

public class ElementwiseTests
{
    public static TheoryData<int, int, bool, bool> Shapes()
    {
        var shapes = new TheoryData<int, int, bool, bool>();
        foreach (int width in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 10, 13, 15, 16, 17, 23, 24, 31, 32, 33, 64, 67])
        {
            foreach (int rows in (int[])[1, 2, 5])
            {
                foreach (bool padded in (bool[])[false, true])
                {
                    shapes.Add(rows, width, padded, true);
                    shapes.Add(rows, width, padded, false);
                }
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_applies_the_activation_to_every_element_and_nothing_else(int rows, int width, bool xPadded, bool yPadded)
    {
        var op = new SigmoidOperator();
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var y = new GuardedMatrix(rows, width, yPadded);

        Elementwise.Forward(op, ref x.First, x.Stride, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => op.Invoke(x[row, column]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ForwardTraining_gives_outputs_and_derivatives_and_nothing_else(int rows, int width, bool xPadded, bool yPadded)
    {
        var op = new GELUOperator();
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var derivative = new GuardedMatrix(rows, width, padded: !yPadded);
        var y = new GuardedMatrix(rows, width, yPadded);

        Elementwise.ForwardTraining(op, ref x.First, x.Stride, ref derivative.First, derivative.Stride, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => op.Invoke(x[row, column]));
        derivative.AssertEqual((row, column) => DerivativeOf(op, x[row, column]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ForwardTraining_may_overwrite_the_input_by_the_derivatives(int rows, int width, bool xPadded, bool yPadded)
    {
        var op = new TanhOperator();
        GuardedMatrix original = GuardedMatrix.Random(rows, width, xPadded);
        GuardedMatrix x = GuardedMatrix.Random(rows, width, xPadded);
        var y = new GuardedMatrix(rows, width, yPadded);

        Elementwise.ForwardTraining(op, ref x.First, x.Stride, ref x.First, x.Stride, ref y.First, y.Stride, width, rows);

        y.AssertEqual((row, column) => op.Invoke(original[row, column]));
        x.AssertEqual((row, column) => DerivativeOf(op, original[row, column]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_replaces_every_gradient(int rows, int width, bool yPadded, bool dyPadded)
    {
        var op = new LeakyReLUOperator(0.2f);
        GuardedMatrix y = GuardedMatrix.Random(rows, width, yPadded);
        GuardedMatrix original = GuardedMatrix.Random(rows, width, dyPadded, seed: 2);
        GuardedMatrix dy = GuardedMatrix.Random(rows, width, dyPadded, seed: 2);

        Elementwise.Backward(op, ref y.First, y.Stride, ref dy.First, dy.Stride, width, rows);

        dy.AssertEqual((row, column) => op.Backward(y[row, column], original[row, column]));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(37, false)]
    [InlineData(37, true)]
    public void Forward_in_place_applies_the_activation_once(int width, bool padded)
    {
        var op = new TanhOperator();
        GuardedMatrix original = GuardedMatrix.Random(3, width, padded);
        GuardedMatrix x = GuardedMatrix.Random(3, width, padded);

        Elementwise.Forward(op, ref x.First, x.Stride, ref x.First, x.Stride, width, 3);

        x.AssertEqual((row, column) => op.Invoke(original[row, column]));
    }

    [Fact]
    public void No_rows_is_no_work()
    {
        var y = new GuardedMatrix(0, 5, padded: true);
        Elementwise.Forward(new ReLUOperator(), ref y.First, 5, ref y.First, 5, 5, 0);
        Elementwise.ForwardTraining(new TanhOperator(), ref y.First, 5, ref y.First, 5, ref y.First, 5, 5, 0);
        Elementwise.Backward(new ReLUOperator(), ref y.First, 8, ref y.First, 8, 5, 0);
        y.AssertEqual((_, _) => 0);
    }

    private static float DerivativeOf<TOperator>(TOperator op, float x)
        where TOperator : struct, IActivation
    {
        op.Invoke(x, out float derivative);
        return derivative;
    }
}
