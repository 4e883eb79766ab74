using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Augments a batch before the network trains on it, for example with noise, shifts or mixtures. The batch is a copy of the samples,
/// refreshed for each step, so everything in it may be modified in place.
/// </summary>
/// <param name="batch">The samples of the batch.</param>
/// <param name="random">
/// Random numbers, determined by <see cref="FitOptions.Seed"/>, epoch and batch: the same seed gives the same batches on every machine.
/// </param>
public delegate void BatchAugmentation(SampleBatch batch, ref PhiloxRandom random);
