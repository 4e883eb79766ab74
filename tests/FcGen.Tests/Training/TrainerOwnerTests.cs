namespace FcGen.Tests.Training;

/// <summary>A trainer, a workspace and a metric that are used by two threads at once, or from within another call, are noticed.</summary>
public sealed class TrainerOwnerTests
{
    public static TheoryData<string> Calls { get; } = [.. AllCalls().Keys];

    public static TheoryData<string, string> CallsDuringCalls { get; } = Pairs(["Step", "ComputeGradients", "Fit", "Evaluate"], AllCalls().Keys);

    [Theory]
    [MemberData(nameof(CallsDuringCalls))]
    public void A_second_thread_is_refused_before_anything_changes(string outer, string inner)
    {
        var loss = new CallingLoss();
        Trainer<SmallNet> trainer = Trainer(loss);
        AllCalls()["Step"](trainer);
        float[] gradients = [.. trainer.Gradients];
        float[] parameters = [.. trainer.Network.Parameters];
        Exception? refusal = null;
        loss.Calling = () =>
        {
            loss.Calling = null;
            var thread = new Thread(() => refusal = Record.Exception(() => AllCalls()[inner](trainer)));
            thread.Start();
            thread.Join();
            Assert.Equal(gradients, trainer.Gradients);
            Assert.Equal(parameters, trainer.Network.Parameters);
        };

        AllCalls()[outer](trainer);

        var exception = Assert.IsType<InvalidOperationException>(refusal);
        Assert.StartsWith($"{inner} was called while {outer} is running.", exception.Message);
        AllCalls()[inner](trainer);
    }

    [Theory]
    [MemberData(nameof(CallsDuringCalls))]
    public void A_call_from_within_another_is_refused_before_anything_changes(string outer, string inner)
    {
        var loss = new CallingLoss();
        Trainer<SmallNet> trainer = Trainer(loss);
        AllCalls()["Step"](trainer);
        float[] parameters = [.. trainer.Network.Parameters];
        loss.Calling = () =>
        {
            loss.Calling = null;
            AllCalls()[inner](trainer);
        };

        var exception = Assert.Throws<InvalidOperationException>(() => AllCalls()[outer](trainer));

        Assert.StartsWith($"{inner} was called while {outer} is running.", exception.Message);
        Assert.Equal(parameters, trainer.Network.Parameters);
        AllCalls()[inner](trainer);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Callbacks_of_Fit_may_look_but_not_train(string call)
    {
        bool isAllowed = call is "Evaluate" or "GetGradient";
        foreach (string callback in new[] { "OnBatch", "OnEpoch", "Progress" })
        {
            Trainer<SmallNet> trainer = Trainer();
            Trainer<SmallNet> alone = Trainer();
            int refused = 0;
            int allowed = 0;
            var options = new FitOptions
            {
                Epochs = 2,
                OnBatch = _ => Try(callback == "OnBatch"),
                OnEpoch = _ => Try(callback == "OnEpoch"),
                Progress = new Recorder(_ => Try(callback == "Progress")),
            };

            trainer.Fit(TrainingData.WithLabels(20), options);
            alone.Fit(TrainingData.WithLabels(20), new FitOptions { Epochs = 2 });

            Assert.Equal(alone.Network.Parameters, trainer.Network.Parameters);
            int calls = callback == "OnEpoch" ? 2 : 10;
            Assert.Equal(isAllowed ? (calls, 0) : (0, calls), (allowed, refused));

            void Try(bool condition)
            {
                if (condition)
                {
                    if (Record.Exception(() => AllCalls()[call](trainer)) is { } exception)
                    {
                        Assert.IsType<InvalidOperationException>(exception);
                        Assert.Equal(
                            $"{call} was called while Fit is running. A trainer runs one call at a time: give each thread its own trainer and "
                            + "network. In the callbacks of Fit, only Evaluate and GetGradient can be called.",
                            exception.Message);
                        refused++;
                    }
                    else
                    {
                        allowed++;
                    }
                }
            }
        }
    }

    [Fact]
    public void A_callback_of_Fit_on_another_thread_is_refused()
    {
        Trainer<SmallNet> trainer = Trainer();
        Exception? refusal = null;

        trainer.Fit(TrainingData.WithLabels(20), new FitOptions
        {
            Epochs = 1,
            OnEpoch = _ =>
            {
                var thread = new Thread(() => refusal = Record.Exception(() => trainer.Evaluate(TrainingData.WithLabels(4))));
                thread.Start();
                thread.Join();
            },
        });

        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void Training_continues_on_another_thread_when_the_first_is_done()
    {
        Trainer<SmallNet> trainer = Trainer();
        AllCalls()["Fit"](trainer);
        Exception? refusal = null;
        var thread = new Thread(() => refusal = Record.Exception(() => AllCalls()["Fit"](trainer)));
        thread.Start();
        thread.Join();

        Assert.Null(refusal);
    }

    [Fact]
    public void An_exception_frees_the_trainer()
    {
        Trainer<SmallNet> trainer = Trainer();
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new float[3], new[] { 4 }));
        Assert.Throws<FormatException>(() => trainer.Fit(TrainingData.WithLabels(8), new FitOptions { OnBatch = _ => throw new FormatException() }));

        foreach (Action<Trainer<SmallNet>> call in AllCalls().Values)
        {
            call(trainer);
        }
    }

    [Fact]
    public void Threads_that_share_a_trainer_step_one_at_a_time_or_are_refused()
    {
        const int Steps = 300;
        Trainer<SmallNet> trainer = Trainer();
        Trainer<SmallNet> alone = Trainer();
        int done = 0;
        var failures = new Exception?[4];
        Thread[] threads = [.. failures.Select((_, t) => new Thread(() => failures[t] = Record.Exception(() =>
        {
            for (int step = 0; step < Steps; step++)
            {
                try
                {
                    AllCalls()["Step"](trainer);
                    Interlocked.Increment(ref done);
                }
                catch (InvalidOperationException)
                {
                    Thread.Yield();
                }
            }
        })))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(failures, Assert.Null);
        for (int step = 0; step < done; step++)
        {
            AllCalls()["Step"](alone);
        }

        Assert.Equal(alone.Network.Parameters, trainer.Network.Parameters);
    }

    [Fact]
    public void A_metric_that_an_evaluation_on_another_thread_uses_is_refused()
    {
        var metric = new F1Score();
        var loss = new CallingLoss();
        Exception? refusal = null;
        loss.Calling = () =>
        {
            loss.Calling = null;
            var thread = new Thread(() => refusal = Record.Exception(() => Trainer().Evaluate(TrainingData.WithLabels(8), new Accuracy(), metric)));
            thread.Start();
            thread.Join();
        };

        EvaluationResult result = Trainer(loss).Evaluate(TrainingData.WithLabels(8), metric, metric);

        Assert.Equal(
            "The metric 'f1 (macro)' is in use by an evaluation on another thread. Create one F1Score per thread.",
            Assert.IsType<InvalidOperationException>(refusal).Message);
        Assert.Equal(result.Metrics, Trainer().Evaluate(TrainingData.WithLabels(8), metric, metric).Metrics);
    }

    [Fact]
    public void A_workspace_that_another_thread_uses_is_refused_before_anything_changes()
    {
        TrainingWorkspace workspace = SmallNet.CreateWorkspace(4);
        var network = new SmallNet(1);
        var outputs = new float[16];
        var gradients = new float[network.Parameters.Length];
        network.ForwardTraining(TrainingData.Inputs(4), outputs, workspace);
        workspace.Enter();
        Exception?[] refusals = new Exception?[2];
        var thread = new Thread(() =>
        {
            refusals[0] = Record.Exception(() => network.ForwardTraining(TrainingData.Inputs(2), new float[8], workspace));
            refusals[1] = Record.Exception(() => network.Backward(TrainingData.Inputs(4), outputs, workspace, gradients));
        });
        thread.Start();
        thread.Join();
        workspace.Exit();

        const string Message = "The workspace is in use on another thread. A workspace can be used by one thread at a time: create one for each thread.";
        Assert.All(refusals, refusal => Assert.Equal(Message, Assert.IsType<InvalidOperationException>(refusal).Message));
        Assert.Equal((4, 1), (workspace.Samples, workspace.Step));
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
        network.Backward(TrainingData.Inputs(4), outputs, workspace, gradients);
    }

    [Fact]
    public void Two_trainers_that_are_made_at_once_do_not_share_an_optimizer_or_a_schedule()
    {
        for (int round = 0; round < 50; round++)
        {
            var adam = new Adam();
            var schedule = new StepLR { StepSize = 1 };
            using var start = new Barrier(2);
            int[] made = new int[2];
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                Count(ref made[0], () => new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), adam, batchSize: 1));
                Count(ref made[1], () => new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 1) { Schedule = schedule });
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.Equal([1, 1], made);
        }

        static void Count(ref int made, Func<Trainer<SmallNet>> make)
        {
            if (Record.Exception(() => make()) is null)
            {
                Interlocked.Increment(ref made);
            }
        }
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> outer, IEnumerable<string> inner)
    {
        var pairs = new TheoryData<string, string>();
        foreach (string first in outer)
        {
            foreach (string second in inner)
            {
                pairs.Add(first, second);
            }
        }

        return pairs;
    }

    private static Dictionary<string, Action<Trainer<SmallNet>>> AllCalls() => new()
    {
        ["Step"] = trainer => trainer.Step(TrainingData.Inputs(4), TrainingData.Labels(4)),
        ["ComputeGradients"] = trainer => trainer.ComputeGradients(TrainingData.Inputs(4), TrainingData.Labels(4)),
        ["ApplyGradients"] = trainer => trainer.ApplyGradients(),
        ["Fit"] = trainer => trainer.Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 1 }),
        ["Evaluate"] = trainer => trainer.Evaluate(TrainingData.WithLabels(8)),
        ["GetGradient"] = trainer => trainer.GetGradient("0.bias", new float[5]),
        ["EndEpoch"] = trainer => trainer.EndEpoch(),
    };

    private static Trainer<SmallNet> Trainer(Loss? loss = null) => new(new SmallNet(1), loss ?? new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);

    /// <summary>Cross entropy that calls something first.</summary>
    private sealed class CallingLoss : Loss
    {
        private readonly SoftmaxCrossEntropy _loss = new();

        public Action? Calling { get; set; }

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
            throw new NotSupportedException();

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
        {
            Calling?.Invoke();
            return _loss.Compute(outputs, labels, outputSize, gradients);
        }
    }
}
