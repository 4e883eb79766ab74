using System.Text;
using FcGen;
using Regression;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = AnsiConsole.Console;
DataSet patients = DiabetesData.Load();
console.WriteLine($"{patients.Count} patients with {patients.InputSize} measurements each. No predictor is trained on the patients that it predicts.");

Score mean = CrossValidation.Run("mean", patients, Predictors.Mean);
Score linear = CrossValidation.Run("linear", patients, (train, seed) => Predictors.Train(new LinearNet(seed), train, seed));
Score network = CrossValidation.Run("network", patients, (train, seed) => Predictors.Train(new DiabetesNet(seed), train, seed));
Report.Scores(console, [mean, linear, network]);
Report.Plot(console, network);
console.WriteLine($"Network: R² {network.R2:F3}, mean absolute error {network.Error:F1}, compared with {mean.Error:F1} for the mean.");
