using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Inputs and options that recurrent layers cannot have.</summary>
public sealed class RecurrentTests
{
    [Theory]
    [InlineData("Input(6), {|FCG004:LSTM(8)|}", "Layer 0 (LSTM): the input must be a sequence, but is 6 values")]
    [InlineData("Input(3, 9), {|FCG004:GRU(8)|}", "Layer 0 (GRU): the input must be a sequence (Transpose turns a signal into a sequence), but is a signal of 3 x 9")]
    [InlineData("Input(1, 4, 5), {|FCG004:RNN(8)|}", "Layer 0 (RNN): the input must be a sequence, but is an image of 1 x 4 x 5")]
    [InlineData("Sequence(10, 6), Last, {|FCG004:LSTM(8)|}", "Layer 1 (LSTM): the input must be a sequence, but is 6 values")]
    [InlineData("Sequence(10, 6), LSTM({|FCG004:0|})", "Layer 0 (LSTM): hidden must be from 1 to 3355443 (the input has 10 steps), but is 0")]
    [InlineData("Sequence(10, 6), RNN(hidden: {|FCG004:20000000|})", "Layer 0 (RNN): hidden must be from 1 to 13421772 (the input has 10 steps), but is 20000000")]
    [InlineData("Sequence(10, 6), GRU(8, Layers = {|FCG004:0|})", "Layer 0 (GRU): Layers must be from 1 to 100, but is 0")]
    [InlineData("Sequence(10, 6), GRU(8, Layers = {|FCG004:101|})", "Layer 0 (GRU): Layers must be from 1 to 100, but is 101")]
    [InlineData("Sequence(10, 6), LSTM(8, Layers = 2, Dropout = {|FCG004:1|})", "Layer 0 (LSTM): Dropout must be at least 0 and below 1, but is 1")]
    [InlineData("Sequence(10, 6), LSTM(8, Dropout = {|FCG004:0.5f|})", "Layer 0 (LSTM): Dropout must be 0 with one layer (it applies between layers), but is 0.5")]
    [InlineData("Sequence(10, 6), RNN(8, Activation = {|FCG004:(RnnActivation)2|})", "Layer 0 (RNN): Activation must be a member of FcGen.RnnActivation, but is 2")]
    [InlineData("Sequence(10, 6), GRU(8, Init = {|FCG004:(Init)99|})", "Layer 0 (GRU): Init must be a member of FcGen.Init, but is 99")]
    [InlineData("Sequence(10, 6), RNN(8, RecurrentInit = {|FCG004:(Init)(-1)|})", "Layer 0 (RNN): RecurrentInit must be a member of FcGen.Init, but is -1")]
    [InlineData("Sequence(10, 6), LSTM(8, ForgetBias = {|FCG004:float.PositiveInfinity|})", "Layer 0 (LSTM): ForgetBias must be a finite number, but is Infinity")]
    [InlineData("Sequence(10, 6), LSTM(8, ForgetBias = {|FCG004:1|}, Bias = false)", "Layer 0 (LSTM): ForgetBias must be left out with Bias = false, but is 1")]
    public void Inputs_and_options_out_of_range(string layers, string message) =>
        AnalyzerCheck.Reports($"[Network, {layers}, Flatten, Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("Input(6), {|FCG004:Last|}", "Layer 0 (Last): the input must be a sequence, but is 6 values")]
    [InlineData("Input(3, 9), {|FCG004:Last(2)|}", "Layer 0 (Last): the input must be a sequence (Transpose turns a signal into a sequence), but is a signal of 3 x 9")]
    [InlineData("Sequence(5, 4), Last({|FCG004:0|})", "Layer 0 (Last): count must be from 1 to 5 (the input has 5 steps), but is 0")]
    [InlineData("Sequence(5, 4), Last({|FCG004:6|})", "Layer 0 (Last): count must be from 1 to 5 (the input has 5 steps), but is 6")]
    public void Steps_that_a_sequence_does_not_have(string layers, string message) =>
        AnalyzerCheck.Reports($"[Network, {layers}, Flatten, Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("Sequence(10, 6), LSTM(8), Last, Dense(8, 2)")]
    [InlineData("Sequence(10, 6), GRU(8, Layers = 2, Bidirectional = true, Dropout = 0.5f), Last(3), Dense(16, 2)")]
    [InlineData("Input(6, 10), Transpose, RNN(8, Bias = false), Last(1), Dense(8, 2)")]
    [InlineData("Sequence(1, 6), RNN(8), Last(1), Dense(8, 2)")]
    [InlineData("Sequence(10, 6), LSTM(8, Init = Init.XavierUniform, RecurrentInit = Init.Orthogonal, ForgetBias = 1), Last, Dense(8, 2)")]
    [InlineData("Sequence(10, 6), LSTM(8, ForgetBias = float.NaN, Bias = false), Last, Dense(8, 2)")]
    public void Fitting_layers_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");
}
