using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Changes a batch before the network trains on it: noise, shifts, mixtures. Everything in the batch may be changed in place; it is a copy
/// of the samples, made anew for each step.
/// </summary>
/// <param name="batch">The samples of the batch.</param>
/// <param name="random">Random numbers that <see cref="FitOptions.Seed"/>, epoch and batch determine, so that the same seed gives the same batches on every machine.</param>
public delegate void BatchAugmentation(SampleBatch batch, ref PhiloxRandom random);
