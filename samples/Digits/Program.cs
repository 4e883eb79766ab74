using System.Text;
using Digits;
using Spectre.Console;

const int Done = 0;
const int BadData = 1;
const int BadUsage = 2;

try
{
    SampleOptions options = SampleOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(SampleOptions.HelpText);
        return Done;
    }

    Console.OutputEncoding = Encoding.UTF8;
    IAnsiConsole console = CreateConsole();
    if (options.MnistFolder is { } folder)
    {
        Experiment.Run(console, seed => new MnistNet(seed), DigitData.LoadMnist(folder), options.Epochs ?? 10, options.Seed);
    }
    else
    {
        Experiment.Run(console, seed => new DigitNet(seed), DigitData.LoadBundled(), options.Epochs ?? 30, options.Seed);
    }

    return Done;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"{exception.Message} Try --help.");
    return BadUsage;
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return BadData;
}

// Spectre.Console decides by the terminal type alone, so plain text is requested here if the output is a pipe or a file.
static IAnsiConsole CreateConsole() => AnsiConsole.Create(Console.IsOutputRedirected
    ? new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No }
    : new AnsiConsoleSettings());
