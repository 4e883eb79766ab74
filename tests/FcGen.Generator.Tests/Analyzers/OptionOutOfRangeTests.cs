using System.Globalization;
using System.Reflection;
using System.Text;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG014: an option of a loss, an optimizer, a schedule or a trainer is a constant out of range.</summary>
public sealed class OptionOutOfRangeTests
{
    private static readonly double[] Values =
        [-2, -1, -1e-3, 0, 1e-3, 0.5, 0.9999, 1, 1.0001, 2, 50, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory]
    [InlineData("_ = new Adam { LearningRate = {|FCG014:-1|} };", "Adam: LearningRate must be a finite number of at least 0, but is -1")]
    [InlineData("_ = new AdamW { Beta1 = {|FCG014:1|} };", "AdamW: Beta1 must be at least 0 and below 1, but is 1")]
    [InlineData("_ = new Sgd { Momentum = {|FCG014:-0.9f|}, Nesterov = true };", "Sgd: Momentum must be a finite number of at least 0, but is -0.9")]
    [InlineData("RmsProp optimizer = new() { Alpha = {|FCG014:99|} };", "RmsProp: Alpha must be at least 0 and below 1, but is 99")]
    [InlineData("var optimizer = new Sgd(); optimizer.LearningRate = {|FCG014:float.NaN|};", "Sgd: LearningRate must be a finite number of at least 0, but is NaN")]
    [InlineData("_ = new Huber({|FCG014:0|});", "Huber: delta must be a finite number above 0, but is 0")]
    [InlineData("Huber huber = new(delta: {|FCG014:Wrong|});", "Huber: delta must be a finite number above 0, but is -2")]
    [InlineData("_ = new SoftmaxCrossEntropy { LabelSmoothing = {|FCG014:10|} };", "SoftmaxCrossEntropy: LabelSmoothing must be from 0 to 1, but is 10")]
    [InlineData("_ = new StepLR { StepSize = {|FCG014:0|} };", "StepLR: StepSize must be at least 1, but is 0")]
    [InlineData("_ = new FitOptions { Epochs = {|FCG014:0|}, EarlyStopping = new EarlyStopping { Patience = {|FCG014:0|} } };", "FitOptions: Epochs must be at least 1, but is 0", "EarlyStopping: Patience must be at least 1, but is 0")]
    [InlineData("trainer.Fit(data, epochs: {|FCG014:0|});", "Trainer.Fit: epochs must be at least 1, but is 0")]
    [InlineData("_ = new TopKAccuracy({|FCG014:0|});", "TopKAccuracy: k must be at least 1, but is 0")]
    [InlineData("_ = new Trainer<Net>(new Net(), new Huber(), new Adam(), batchSize: {|FCG014:0|});", "Trainer: batchSize must be at least 1, but is 0")]
    [InlineData("Trainer<Net> trainer = new(new Net(), new Huber(), new Adam(), {|FCG014:-1|}) { ClipNorm = {|FCG014:0|} };")]
    [InlineData("trainer.L2 = {|FCG014:-1e-4f|}; trainer.ClipValue = {|FCG014:-1|}; trainer.MaxDegreeOfParallelism = {|FCG014:0|};")]
    [InlineData("data.Split({|FCG014:1|});", "DataSet.Split: fraction must be above 0 and below 1, but is 1")]
    [InlineData("data.StratifiedSplit({|FCG014:80|});", "DataSet.StratifiedSplit: fraction must be above 0 and below 1, but is 80")]
    [InlineData("data.KFold({|FCG014:1|}); data.StratifiedKFold(folds: {|FCG014:0|});", "DataSet.KFold: folds must be at least 2, but is 1", "DataSet.StratifiedKFold: folds must be at least 2, but is 0")]
    public void The_value_is_reported(string statements, params string[] messages) => AnalyzerCheck.Reports(Program(statements), messages);

    [Theory]
    [InlineData("_ = new Adam { LearningRate = 0, Epsilon = 0, WeightDecay = 1 };")]
    [InlineData("_ = new Adam { LearningRate = any };")]
    [InlineData("_ = new Sgd { Momentum = 1, Dampening = -1 };")]
    [InlineData("_ = new Huber(any); _ = new Huber(); _ = new SoftmaxCrossEntropy { LabelSmoothing = 1 };")]
    [InlineData("_ = new EarlyStopping { Patience = 1, MinDelta = 0 }; trainer.Fit(data); trainer.Fit(data, 1);")]
    [InlineData("trainer.ClipNorm = float.PositiveInfinity; trainer.MaxDegreeOfParallelism = -1;")]
    [InlineData("data.Split(0.999); data.Split(any); data.KFold(2);")]
    [InlineData("if (false) { _ = new Huber(0); }")]
    [InlineData("throw new Exception(); trainer.L1 = -1;")]
    [InlineData("Own own = new(0) { LearningRate = -1 }; own.LearningRate = -1; own.Split(2);")]
    [InlineData("Assert.Throws(() => new Huber(0)); Assert.Throws(() => { _ = new Adam { LearningRate = -1 }; });")]
    [InlineData("Func<object> make = () => new Huber(0); Assert.DoesThrow(make);")]
    [InlineData("object Make() => new Huber(0); Assert.Throws(Make);")]
    public void Values_in_range_and_not_known_and_of_others_are_not_reported(string statements) => AnalyzerCheck.Reports(Program(statements));

    [Fact]
    public void A_lambda_alone_is_no_test() => AnalyzerCheck.Reports(Program("Func<object> make = () => new Huber({|FCG014:0|}); ArgumentNullException.ThrowIfNull(make);"));

    /// <summary>Every option of every library type, with values around each limit: exactly the values that throw are reported.</summary>
    [Fact]
    public void The_ranges_are_those_of_the_library()
    {
        PropertyInfo[] options =
        [
            .. typeof(Loss).Assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor([]) is not null && !type.IsSubclassOf(typeof(Attribute)))
                .SelectMany(type => type.GetProperties().Select(property => type.GetProperty(property.Name)!))
                .Where(property => property.SetMethod is { IsPublic: true } && Number(property) is not null),
        ];
        Assert.True(options.Length > 40);

        var source = new StringBuilder("class Program {\n");
        var lines = new List<(string Text, bool Throws)>();
        foreach (PropertyInfo option in options)
        {
            foreach (double value in Values.Where(value => Number(option) != typeof(int) || double.IsInteger(value)))
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"object M{lines.Count}() => new {option.ReflectedType!.Name} {{ {Required(option)}{option.Name} = {Literal(option, value)} }};");
                source.Append(text).Append('\n');
                lines.Add((text, Throws(option, value)));
            }
        }

        IEnumerable<int> reported = GeneratorHarness.Analyze("using FcGen;\n" + source + "}")
            .Select(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - 2);
        Assert.Equal(lines.Where(line => line.Throws).Select(line => line.Text), reported.Distinct().Order().Select(line => lines[line].Text));
    }

    [Theory]
    [InlineData("_ = new SoftmaxCrossEntropy { LabelSmoothing = 10 };", "Change to 0.1f", "_ = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f };")]
    [InlineData("_ = new Adam { Beta1 = 90, Beta2 = 0.999f };", "Change to 0.9f", "_ = new Adam { Beta1 = 0.9f, Beta2 = 0.999f };")]
    [InlineData("data.Split(80);", "Change to 0.8", "data.Split(0.8);")]
    [InlineData("_ = new OneCycleLR { MaxLearningRate = 0.1, TotalSteps = 10, PctStart = 30 };", "Change to 0.3", "_ = new OneCycleLR { MaxLearningRate = 0.1, TotalSteps = 10, PctStart = 0.3 };")]
    public void Shares_in_percent_are_repaired(string statements, string title, string repaired)
    {
        CodeFixCheck.Fixes(Program(statements), title, Program(repaired));
        AnalyzerCheck.Reports(Program(repaired));
    }

    [Theory]
    [InlineData("_ = new Adam { LearningRate = -1 };")]
    [InlineData("_ = new Adam { Beta1 = 1 };")]
    [InlineData("_ = new SoftmaxCrossEntropy { LabelSmoothing = Percent };")]
    public void There_is_no_fix_where_the_value_is_not_certain(string statements) => CodeFixCheck.Offers(Program(statements));

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        Program("_ = new SoftmaxCrossEntropy { LabelSmoothing = 10 }; data.Split(80); data.Split(1);"),
        "FCG014.value",
        Program("_ = new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }; data.Split(0.8); data.Split(1);"));

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.Reports("#pragma warning disable FCG014\n" + Program("_ = new Huber(0);"));

    private static Type? Number(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(int) || type == typeof(float) || type == typeof(double) ? type : null;
    }

    private static string Literal(PropertyInfo option, double value)
    {
        string type = Number(option) == typeof(double) ? "double" : "float";
        return Number(option) == typeof(int) ? value.ToString(CultureInfo.InvariantCulture)
            : double.IsNaN(value) ? $"{type}.NaN"
            : double.IsInfinity(value) ? $"{type}.{(value > 0 ? "Positive" : "Negative")}Infinity"
            : value.ToString(CultureInfo.InvariantCulture) + (type == "float" ? "f" : string.Empty);
    }

    private static string Required(PropertyInfo option) => string.Concat(option.ReflectedType!.GetProperties()
        .Where(other => other.Name != option.Name && other.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null)
        .Select(other => Number(other) is null ? $"{other.Name} = [], " : $"{other.Name} = 1, "));

    /// <summary>Whether the library rejects a value, immediately or when the options are first used.</summary>
    private static bool Throws(PropertyInfo option, double value)
    {
        object instance = Activator.CreateInstance(option.ReflectedType!)!;
        Exception? exception = Record.Exception(() =>
        {
            option.SetValue(instance, Convert.ChangeType(value, Number(option)!, CultureInfo.InvariantCulture));
            (instance as Optimizer)?.Initialize(1);
            if (instance is FitOptions)
            {
                typeof(FitOptions).GetMethod("Check", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(instance, []);
            }
        });
        return (exception is TargetInvocationException wrapped ? wrapped.InnerException : exception) is ArgumentOutOfRangeException;
    }

    private static string Program(string statements) =>
        $$"""
        using System;

        static class Program
        {
            const int Wrong = -2;
            const float Percent = 10;

            static void Run(Trainer<Net> trainer, DataSet data, float any)
            {
                {{statements}}
            }
        }

        static class Assert
        {
            public static void Throws(Func<object> code) { }
            public static void Throws(Action code) { }
            public static void DoesThrow(Func<object> code) { }
        }

        class Own(int delta)
        {
            public float LearningRate { get; set; } = delta;
            public void Split(double fraction) => LearningRate = (float)fraction;
        }

        [Network, Input(4), Dense(3)] partial class Net;
        """;
}
