namespace FcGen.Tests.Golden;

/// <summary>The schedules of <c>tests/golden/schedules.py</c>, by name.</summary>
internal static class GoldenSchedules
{
    private const int Count = 60;

    private static readonly Dictionary<string, Func<LearningRateSchedule>> Schedules = new()
    {
        ["StepLR"] = () => new StepLR { StepSize = 7 },
        ["StepLRGamma"] = () => new StepLR { StepSize = 10, Gamma = 0.7 },
        ["MultiStepLR"] = () => new MultiStepLR { Milestones = [30, 10, 10] },
        ["MultiStepLRGamma"] = () => new MultiStepLR { Milestones = [5, 25, 26], Gamma = 0.5 },
        ["ExponentialLR"] = () => new ExponentialLR { Gamma = 0.95 },
        ["LinearLR"] = () => new LinearLR(),
        ["LinearLROptions"] = () => new LinearLR { StartFactor = 0.9, EndFactor = 0.2, TotalIters = 30 },
        ["CosineAnnealingLR"] = () => new CosineAnnealingLR { TMax = 59 },
        ["CosineAnnealingLREtaMin"] = () => new CosineAnnealingLR { TMax = 25, EtaMin = 0.01 },
        ["CosineAnnealingWarmRestarts"] = () => new CosineAnnealingWarmRestarts { T0 = 13 },
        ["CosineAnnealingWarmRestartsOptions"] = () => new CosineAnnealingWarmRestarts { T0 = 5, TMult = 3, EtaMin = 0.001 },
        ["OneCycleLR"] = () => new OneCycleLR { MaxLearningRate = 0.3, TotalSteps = Count },
        ["OneCycleLROptions"] = () => new OneCycleLR
        {
            MaxLearningRate = 0.2,
            TotalSteps = Count,
            PctStart = 0.2,
            AnnealStrategy = AnnealStrategy.Linear,
            DivFactor = 10,
            FinalDivFactor = 100,
        },
        ["OneCycleLRThreePhase"] = () => new OneCycleLR { MaxLearningRate = 0.2, TotalSteps = Count, PctStart = 0.4, ThreePhase = true },
        ["ReduceLROnPlateau"] = () => new ReduceLROnPlateau(),
        ["ReduceLROnPlateauOptions"] = () => new ReduceLROnPlateau
        {
            Factor = 0.5,
            Patience = 2,
            Threshold = 0.2,
            Cooldown = 3,
            MinLearningRate = 0.02,
            Epsilon = 0.005,
        },
        ["ReduceLROnPlateauAbsolute"] = () => new ReduceLROnPlateau
        {
            Factor = 0.8,
            Patience = 3,
            Threshold = 0.3,
            ThresholdMode = ThresholdMode.Absolute,
        },
        ["ReduceLROnPlateauMax"] = () => new ReduceLROnPlateau { Mode = PlateauMode.Max, Factor = 0.8, Patience = 1, Threshold = 0.1 },
        ["SequentialLR"] = () => new SequentialLR
        {
            Schedules = [new LinearLR { TotalIters = 6 }, new CosineAnnealingLR { TMax = 20 }, new ExponentialLR { Gamma = 0.9 }],
            Milestones = [6, 26],
        },
    };

    public static IReadOnlyList<string> Names { get; } = [.. Schedules.Keys];

    public static LearningRateSchedule Create(string name) => Schedules[name]();
}
