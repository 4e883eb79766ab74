using FcGen;

float[] measured = new float[5];
Span<float> output = stackalloc float[Classifier.OutputSize];

var net = new Classifier(seed: 1);
net.Forward(measured, output);
net.ForwardBatch(new float[16], new float[9]);
net.SetTensor("0.wieght", new float[32]);
net.SetTensor("0.weight", new float[31]);

var trainer = new Trainer<Classifier>(net, new SoftmaxCrossEntropy(), new Adam(), batchSize: 8);
trainer.Step(new float[8], [0, 1, 2]);

// A network with errors has all generated members, so the compiler reports nothing here.
new DigitNet(seed: 1).Forward(new float[64], new float[10]);

Classifier.Load("digits.safetensors");
