using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Recurrent;

/// <summary>A recurrent layer as the user wrote it.</summary>
/// <param name="Levels">Number of layers of the attribute, each of which reads the outputs of the one before.</param>
internal sealed record RecurrentSpec(
    int Index, string Name, Cell Cell, Shape Input, Shape Output, int Hidden, int Levels, bool IsBidirectional, bool HasBias, float Dropout)
    : LayerSpec(Index, Name, Input, Output)
{
    /// <summary>The distance between the masks of the levels, which no number of layers reaches.</summary>
    private const int DropoutStreams = 1 << 16;

    /// <summary>The distribution of the weights of the inputs; uniform as in PyTorch if it is automatic.</summary>
    public InitKind Init { get; init; }

    /// <summary>The distribution of the weights of the hidden values; uniform as in PyTorch if it is automatic.</summary>
    public InitKind RecurrentInit { get; init; }

    /// <summary>The initial bias of the forget gate, with which all other biases start at zero; null for uniform biases.</summary>
    public float? ForgetBias { get; init; }

    public int Steps => Input.Positions;

    public int Directions => IsBidirectional ? 2 : 1;

    /// <summary>The columns of all gates.</summary>
    public int Columns => Cell.Gates * Hidden;

    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override IReadOnlyList<TensorSpec> Tensors =>
    [
        .. from level in Enumerable.Range(0, Levels)
           from direction in Enumerable.Range(0, Directions)
           from tensor in TensorsOf(level, direction)
           select tensor,
    ];

    public override long MultiplyAdds =>
        Enumerable.Range(0, Levels).Sum(level => (long)Steps * Directions * Cell.Gates * Hidden * (InputsOf(level) + Hidden));

    /// <summary>Distinguishes the states of the levels of a network.</summary>
    public string SuffixOf(int level) => Levels == 1 ? SourceText.Literal(Index) : $"{Index}_{level}";

    /// <summary>Number of values of a step that a level reads.</summary>
    public int InputsOf(int level) => level == 0 ? Input.Channels : Directions * Hidden;

    public override string Describe() =>
        $"{Cell.Name} {Display(Input.Channels)} -> {Display(Hidden * Directions)}{(Levels > 1 ? $", {Levels} layers" : string.Empty)}{(IsBidirectional ? ", bidirectional" : string.Empty)}";

    private static string Display(int size) => size == 0 ? "?" : SourceText.Literal(size);

    /// <summary>The name of a tensor of a level and a direction.</summary>
    private static string NameOf(string tensor, int level, int direction) => $"{tensor}_l{level}{(direction == 0 ? string.Empty : "_reverse")}";

    private IEnumerable<TensorSpec> TensorsOf(int level, int direction)
    {
        var uniform = Fill.Drawn(InitKind.Uniform, (float)(1 / Math.Sqrt(Math.Max(1, Hidden))), Math.Max(1, Hidden), Math.Max(1, Hidden));
        yield return Weight("weight_ih", InputsOf(level), Init);
        yield return Weight("weight_hh", Hidden, RecurrentInit);
        if (HasBias)
        {
            // The forget gate is the second of the gates.
            yield return Bias("bias_ih", ForgetBias is { } value ? Fill.Constant(value) with { Part = (Hidden, Hidden) } : uniform);
            yield return Bias("bias_hh", ForgetBias is null ? uniform : Fill.Constant(0));
        }

        TensorSpec Weight(string name, int inputs, InitKind init) => new(NameOf(name, level, direction), new([Columns, inputs]), FillOf(init, inputs))
        {
            Layout = new(new([Columns, inputs]), new([1, Padding.WeightStride(Columns)])),
        };

        TensorSpec Bias(string name, Fill fill) => new(NameOf(name, level, direction), new([Columns]), fill);

        Fill FillOf(InitKind init, int inputs) => init == InitKind.Auto
            ? uniform
            : new Fill(0, new Draw(init, 0, Math.Max(1, inputs), Math.Max(1, Columns)) { Blocks = Cell.Gates }.Resolve(Cell.Gain));
    }

    public override string? LooksAhead => IsBidirectional ? "its second direction begins at the last step" : null;

    public override bool MixesSteps => true;

    public override int? LookBack => null;

    public override void Build(GraphBuilder builder)
    {
        if (builder.Stream is { } stream)
        {
            BuildStream(builder, stream);
            return;
        }

        for (int level = 0; level < Levels; level++)
        {
            int source = builder.View(builder.Current, Steps);
            int output = builder.NewValue(Steps, Directions * Hidden);
            RecurrentDirection[] directions = [.. Enumerable.Range(0, Directions).Select(direction => Create(builder, level, direction))];
            EquatableArray<int> joined = builder.IsTraining && IsBidirectional ? new([builder.NewValue(Steps, InputsOf(level))]) : default;
            builder.Add(new RecurrentOperation(this, level, directions.ToEquatableArray(), new([source]), output)
            {
                Saved = directions.SelectMany(direction => direction.Values.Saved).ToEquatableArray(),
                Temporaries = directions.SelectMany(direction => direction.Values.Temporaries).Concat(joined).ToEquatableArray(),
                Carried = builder.Carried is { } memory ? RecurrentState.Reserve(this, memory) : null,
            });
            if (builder.IsTraining && Dropout > 0 && level < Levels - 1)
            {
                builder.Add(new DropoutOperation(Index, new([builder.Current]), builder.NewLike(builder.Current), Dropout)
                {
                    Saved = new([builder.NewLike(builder.Current)]),
                    Stream = Index + (level * DropoutStreams),
                });
            }
        }
    }

    private void BuildStream(GraphBuilder builder, StreamMemory memory)
    {
        for (int level = 0; level < Levels; level++)
        {
            RecurrentDirection direction = Create(builder, level, 0, hasState: false);
            int[] temporaries = [direction.Values.Gates, direction.Values.Hidden, .. direction.Values.Result is { } result ? new[] { result } : []];
            int source = builder.Current;
            builder.Add(new RecurrentStreamOperation(
                this, level, direction, RecurrentState.Reserve(this, memory), new([source]), builder.NewValue(1, Hidden))
            {
                Temporaries = temporaries.ToEquatableArray(),
            });
        }
    }

    private RecurrentDirection Create(GraphBuilder builder, int level, int direction, bool hasState = true)
    {
        bool isTraining = builder.IsTraining;
        var values = new RecurrentValues(
            Gates: builder.NewValue(Steps, Columns),
            Hidden: builder.NewValue(1, Columns),
            State: Cell.HasState && hasState ? builder.NewValue(isTraining ? Steps + 1 : 1, Hidden) : null,
            Result: Cell.HasState ? builder.NewValue(isTraining ? Steps : 1, Hidden) : null);
        if (isTraining)
        {
            values = values with
            {
                Backward = new RecurrentGradientValues(
                    Previous: builder.NewValue(Steps, Hidden),
                    Hidden: builder.NewValue(1, Hidden),
                    State: Cell.HasState ? builder.NewValue(1, Hidden) : null,
                    Gates: builder.NewValue(Steps, Columns),
                    Sums: Cell.HasOwnHiddenGradient ? builder.NewValue(Steps, Columns) : null),
            };
        }

        return new RecurrentDirection(
            IsReverse: direction > 0,
            Column: direction * Hidden,
            builder.Storage.Tensor(this, NameOf("weight_ih", level, direction)),
            builder.Storage.Tensor(this, NameOf("weight_hh", level, direction)),
            builder.Storage.FindTensor(this, NameOf("bias_ih", level, direction)),
            builder.Storage.FindTensor(this, NameOf("bias_hh", level, direction)),
            values);
    }
}
