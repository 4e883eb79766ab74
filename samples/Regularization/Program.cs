using System.Text;
using FcGen;
using Regularization;
using Spectre.Console;

const int Done = 0;
const int BadUsage = 2;
const int Runs = 8;

if (args is not ([] or ["--svg", _]))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project samples/Regularization [-- --svg FILE]");
    return BadUsage;
}

Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = CreateConsole();
DataSet digits = NoisyDigits.Load();
console.WriteLine(
    $"Training {PlainNet.ParameterCount:N0} parameters on {NoisyDigits.TrainingSamples} of {digits.Count:N0} digits, {Runs} times; "
    + $"{NoisyDigits.WrongLabels:P0} of all labels are wrong.");
IReadOnlyList<Outcome> outcomes = Experiment.Run(digits, Runs);
Report.Charts(console, outcomes);
Report.Summary(console, outcomes);
if (args is [_, string path])
{
    CurveSvg.Save(path, outcomes);
}

return Done;

// Spectre.Console decides by the terminal type alone, so plain text is requested here if the output is a pipe or a file.
static IAnsiConsole CreateConsole() => AnsiConsole.Create(Console.IsOutputRedirected
    ? new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No }
    : new AnsiConsoleSettings());
