using System.Text;
using FcGen;
using Regression;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = AnsiConsole.Console;
DataSet patients = DiabetesData.Load();
console.WriteLine($"{patients.Count} patients with {patients.InputSize} measurements each; what predicts a patient has not seen that patient.");

Score mean = CrossValidation.Run("mean of all", patients, Predictors.Mean);
Score linear = CrossValidation.Run("linear", patients, (train, seed) => Predictors.Train(new LinearNet(seed), train, seed));
Score network = CrossValidation.Run("network", patients, (train, seed) => Predictors.Train(new DiabetesNet(seed), train, seed));
Report.Scores(console, [mean, linear, network]);
Report.Plot(console, network);
console.WriteLine($"Network: R² {network.R2:F3}, mean absolute error {network.Error:F1} where the mean of all has {mean.Error:F1}.");
