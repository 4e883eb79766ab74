namespace FcGen.Tests.Golden;

/// <summary>Schedules give PyTorch's learning rates.</summary>
public class ScheduleGoldenTests
{
    private static readonly GoldenFile Golden = GoldenFile.Read("schedules");

    public static TheoryData<string> Names => [.. GoldenSchedules.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_of_sixty_epochs_are_those_of_PyTorch(string name)
    {
        LearningRateSchedule schedule = GoldenSchedules.Create(name);

        AssertRates(schedule, name);

        // Once more: the schedule starts again.
        AssertRates(schedule, name);
    }

    [Fact]
    public void Every_schedule_with_every_option_has_a_case()
    {
        GoldenOptions.AssertCovered(
            typeof(LearningRateSchedule),
            [.. GoldenSchedules.Names.Select(GoldenSchedules.Create)],
            nameof(LearningRateSchedule.Interval));
        Assert.Equal(GoldenSchedules.Names.Order(), Golden.Names.Except(["base", "metrics"]).Order());
    }

    private static void AssertRates(LearningRateSchedule schedule, string name)
    {
        float[] metrics = Golden.Floats("metrics");
        float[] expected = Golden.Floats(name);
        double rate = schedule.Begin(0.1);
        for (int i = 0; i < expected.Length; i++)
        {
            // A cosine that PyTorch multiplies on from rate to rate ends 1e-18 beside zero.
            double allowed = Math.Max(1e-6 * expected[i], 1e-15);
            Assert.True(Math.Abs(rate - expected[i]) <= allowed, $"{name}[{i}]: expected {expected[i]:G9}, but got {rate:G9}.");
            Assert.Equal((i, rate), (schedule.Count, schedule.LearningRate));
            rate = schedule.Advance(metrics[i]);
        }
    }
}
