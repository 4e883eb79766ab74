using FcGen;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];

var net = new XorNet(seed: 1);
var trainer = new Trainer<XorNet>(net, new BinaryCrossEntropy(), new Adam { LearningRate = 0.02f }, batchSize: 4);
for (int step = 0; step < 1000; step++)
{
    trainer.Step(inputs, targets);
}

float[] outputs = new float[4];
net.ForwardBatch(inputs, outputs);
for (int i = 0; i < 4; i++)
{
    Console.WriteLine($"{inputs[2 * i]} xor {inputs[(2 * i) + 1]} = {outputs[i]:F2}");
}

[Network, Input(2), Dense(8), Tanh, Dense(1), Sigmoid]
public sealed partial class XorNet;
