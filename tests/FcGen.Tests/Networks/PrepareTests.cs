using System.Runtime;
using System.Runtime.Intrinsics;

namespace FcGen.Tests.Networks;

/// <summary>Prepare compiles now what the first calls would compile otherwise.</summary>
public sealed class PrepareTests
{
    /// <summary>Methods that may be left: small ones of the runtime.</summary>
    private const int AHandful = 4;

    /// <summary>Fewer methods than this cannot make a network compute.</summary>
    private const int Fewest = 8;

    /// <summary>Samples that are enough work for a second thread.</summary>
    private const int Batch = 8000;

    private const Preparation All = Preparation.Forward | Preparation.Batch | Preparation.Training;

    [Fact]
    public void After_Prepare_the_first_calls_compile_next_to_nothing()
    {
        // The classes are used nowhere else, and of two alike one is not prepared: so that the figures mean something.
        // Without vectors in the hardware each operation on them is a method of the runtime, which the first who needs it compiles:
        // there the network that is not prepared comes first.
        bool isPreparedFirst = Vector128.IsHardwareAccelerated;
        long prepared = isPreparedFirst ? FirstCalls<Prepared>(prepare: true) : 0;
        long unprepared = FirstCalls<Unprepared>(prepare: false);
        prepared = isPreparedFirst ? prepared : FirstCalls<Prepared>(prepare: true);
        Assert.True(unprepared >= Fewest, $"Even without Prepare the first calls compiled only {unprepared} methods, with it {prepared}.");
        Assert.True(prepared <= AHandful, $"After Prepare the first calls still compiled {prepared} methods, without it {unprepared}.");
    }

    [Fact]
    public void Prepare_may_be_called_again_and_leaves_networks_alone()
    {
        var network = new EveryLayer(3);
        float[] before = network.Parameters.ToArray();
        EveryLayer.Prepare(All);
        EveryLayer.Prepare(All);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Every_network_can_be_prepared()
    {
        Wide.Prepare(All);
        SquareDense.Prepare(All);
        SquareDot.Prepare(All);
        SquareDeep.Prepare(All);
        SquareElementwise.Prepare(All);
        SquareDropout.Prepare(All);
        SquareConcat.Prepare(All);
        Residual.Prepare(All);
        StepNorm.Prepare(All);
    }

    [Theory]
    [InlineData((Preparation)8)]
    [InlineData((Preparation)(-1))]
    [InlineData(Preparation.Training | (Preparation)32)]
    public void An_undefined_flag_is_refused(Preparation what)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => SquareDense.Prepare(what));
        Assert.Equal(("what", what), (exception.ParamName, exception.ActualValue));
        Assert.StartsWith($"Prepare takes members of Preparation (Forward, Batch, Training), but got {(int)what}.", exception.Message);
    }

    /// <summary>Methods that the JIT compiles for the first call of each member.</summary>
    private static long FirstCalls<TNetwork>(bool prepare)
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        if (prepare)
        {
            TNetwork.Prepare(All);
        }

        var network = new TNetwork();
        var inputs = new float[Batch * TNetwork.InputSize];
        var outputs = new float[Batch * TNetwork.OutputSize];
        var gradients = new float[network.Parameters.Length];
        TrainingWorkspace workspace = TNetwork.CreateWorkspace(Batch);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        network.Forward(inputs.AsSpan(0, TNetwork.InputSize), outputs.AsSpan(0, TNetwork.OutputSize));
        network.Classify(inputs.AsSpan(0, TNetwork.InputSize));
        foreach (int degree in new[] { 1, 2 })
        {
            network.MaxDegreeOfParallelism = degree;
            workspace.MaxDegreeOfParallelism = degree;
            network.ForwardBatch(inputs, outputs);
            network.ForwardTraining(inputs, outputs, workspace);
            network.Backward(inputs, outputs, workspace, gradients, new float[inputs.Length]);
        }

        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }
}

/// <summary>Used once, after <see cref="Prepared.Prepare"/>.</summary>
[Network]
[Input(9)]
[BatchNorm, Dense(17), BatchNorm, LeakyReLU(0.2f), Dense(9), Sigmoid, Dropout(0.1f), Add("input"), PReLU, LayerNorm, Concat("3"), Dense(3), Softmax]
internal sealed partial class Prepared;

/// <summary>The same, used once without it.</summary>
[Network]
[Input(9)]
[BatchNorm, Dense(17), BatchNorm, LeakyReLU(0.2f), Dense(9), Sigmoid, Dropout(0.1f), Add("input"), PReLU, LayerNorm, Concat("3"), Dense(3), Softmax]
internal sealed partial class Unprepared;
