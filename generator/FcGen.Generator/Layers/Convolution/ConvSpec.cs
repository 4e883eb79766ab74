using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>A convolution as the user wrote it. One of a signal or a sequence has one row.</summary>
internal sealed record ConvSpec(
    int Index, string Name, bool Is2d, Shape Input, Shape Output, int Outputs, Dimension Rows, Dimension Columns, int Groups, bool HasBias, InitKind Init, float Gain)
    : LayerSpec(Index, Name, Input, Output)
{
    /// <summary>The columns of taps up to which the weights of a depthwise convolution are kept in registers.</summary>
    private const int MostDepthwiseColumns = 16;

    /// <summary>Number of inputs that one output reads at each of its positions.</summary>
    public int GroupInputs => Input.Channels / Groups;

    public int GroupOutputs => Outputs / Groups;

    public int Taps => Rows.Taps * Columns.Taps;

    /// <summary>Whether the kernel reads a copy of the input with zeros around it.</summary>
    public bool HasBorder => Rows.HasBorder || Columns.HasBorder;

    /// <summary>Whether each channel is computed from the same channel of the input, so that vectors hold neighboring channels of both.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Input.Channels && Groups == Outputs && Columns.Taps <= MostDepthwiseColumns;

    /// <summary>Whether outputs are so few that they are dot products: vectors hold the inputs of a row of taps, which must be neighbors in memory.</summary>
    public bool IsDot => Groups == 1 && ConvDotKernel.IsFaster(Rows.Axis, Columns.Axis, Input.Channels, Outputs);

    /// <summary>
    /// Distance between rows of weights: the outputs of a group, the channels of a depthwise convolution, or the inputs of a row of taps if outputs are dot
    /// products.
    /// </summary>
    public int WeightStride => Padding.WeightStride(IsDot ? RowInputs : IsDepthwise ? Outputs : GroupOutputs);

    /// <summary>The inputs of a row of taps.</summary>
    public int RowInputs => Columns.Taps * GroupInputs;

    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.Logits;

    public override IReadOnlyList<TensorSpec> Tensors
    {
        get
        {
            int[] dimensions = Is2d ? [Outputs, GroupInputs, Rows.Taps, Columns.Taps] : [Outputs, GroupInputs, Columns.Taps];
            var weight = new TensorSpec("weight", new(dimensions), Fill.Drawn(Init, Gain, GroupInputs * Taps, Outputs * Taps)) { Layout = WeightLayout };
            return HasBias ? [weight, TensorSpec.Vector("bias", Outputs, 0)] : [weight];
        }
    }

    /// <summary>
    /// The order of the weights: [group, row, column, input, output], [row, column, channel] if the convolution is depthwise, or
    /// [row, output, column, input] if outputs are dot products.
    /// </summary>
    private TensorLayout WeightLayout
    {
        get
        {
            if (IsDot)
            {
                return Is2d
                    ? new(new([Outputs, GroupInputs, Rows.Taps, Columns.Taps]), new([WeightStride, 1, Outputs * WeightStride, GroupInputs]))
                    : new(new([Outputs, GroupInputs, Columns.Taps]), new([WeightStride, 1, GroupInputs]));
            }

            int tap = IsDepthwise ? WeightStride : GroupInputs * WeightStride;
            List<int> dimensions = [GroupOutputs, GroupInputs, Columns.Taps];
            List<int> strides = [1, IsDepthwise ? 1 : WeightStride, tap];
            if (Is2d)
            {
                dimensions.Insert(2, Rows.Taps);
                strides.Insert(2, Columns.Taps * tap);
            }

            if (IsDepthwise)
            {
                dimensions[0] = Outputs;
            }
            else if (Groups > 1)
            {
                dimensions.Insert(0, Groups);
                strides.Insert(0, Taps * tap);
            }

            return new(dimensions.ToEquatableArray(), strides.ToEquatableArray());
        }
    }

    public override long StorageBound => ((long)Taps * GroupInputs * Padding.WeightStride(GroupOutputs) * (IsDepthwise ? 1 : Groups))
        + (IsDot ? (long)Rows.Taps * Outputs * WeightStride : 0) + Padding.RoundUp(Outputs) + 32;

    public override (Axis Rows, Axis Columns)? Window => (Rows.Axis, Columns.Axis);

    public override long MultiplyAdds => (long)Output.Size * GroupInputs * Taps;

    public override string Describe() => Describe(Is2d, Input.Channels, Outputs, Rows.Taps, Columns.Taps);

    /// <summary>The layer with its sizes; 0 is one that is not known.</summary>
    public static string Describe(bool is2d, int inputs, int outputs, int height, int width) =>
        $"{(is2d ? "Conv2d" : "Conv1d")} {Display(inputs)} -> {Display(outputs)}, kernel {(is2d ? $"{Display(height)} x " : string.Empty)}{Display(width)}";

    private static string Display(int size) => size == 0 ? "?" : SourceText.Literal(size);

    public override string? LooksAhead =>
        Columns.Stride > 1 ? "its stride leaves out steps"
        : Columns.After > 0 || Columns.Before != Columns.Axis.Reach ? Ahead()
        : null;

    public override bool MixesSteps => Columns.Taps > 1;

    public override int? LookBack => Columns.Axis.Reach;

    public override void Build(GraphBuilder builder)
    {
        if (builder.Stream is { } memory)
        {
            builder.Add(new ConvStreamOperation(
                this,
                builder.Storage.Tensor(this, "weight"),
                builder.Storage.FindTensor(this, "bias"),
                ConvStreamOperation.Reserve(this, memory),
                new([builder.Current]),
                builder.NewValue(1, Outputs)));
            return;
        }

        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Input.Arranged), Input.Positions);
        EquatableArray<int> bordered = HasBorder ? new([builder.NewEnlarged(source, Input.Positions, Rows.Axis.Inputs * Columns.Axis.Inputs)]) : default;
        if (IsDot)
        {
            builder.Close(HasBorder ? bordered[0] : source);
        }

        builder.Add(new ConvOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.FindTensor(this, "bias"),
            new([source]),
            builder.NewValue(Output.Positions, Outputs))
        {
            Saved = builder.IsTraining ? bordered : default,
            Temporaries = builder.IsTraining ? default : bordered,
            Ring = builder.Carried is { } carried ? ConvStreamOperation.Reserve(this, carried) : null,
        });
    }

    private string Ahead()
    {
        long later = Columns.Axis.Reach - Columns.Before;
        return later > 0
            ? $"a step of its output reads {(later == 1 ? "1 later step" : $"{later} later steps")} (Causal = true makes it look back only)"
            : "its padding makes its output later than its input (use Causal = true instead)";
    }
}
