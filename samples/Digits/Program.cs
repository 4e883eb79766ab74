using System.Text;
using Digits;
using FcGen;
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
    int epochs = options.Epochs ?? (options.MnistFolder is null ? 30 : 10);
    DataSet data = options.MnistFolder is { } folder ? DigitData.LoadMnist(folder) : DigitData.LoadBundled();
    switch (options.MnistFolder is null, options.Convolution)
    {
        case (true, false):
            Experiment.Run(console, seed => new DigitNet(seed), data, epochs, options.Seed);
            break;
        case (true, true):
            Experiment.Run(console, seed => new DigitCnn(seed), data, epochs, options.Seed);
            break;
        case (false, false):
            Experiment.Run(console, seed => new MnistNet(seed), data, epochs, options.Seed);
            break;
        case (false, true):
            Experiment.Run(console, seed => new LeNet5(seed), data, epochs, options.Seed);
            break;
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
