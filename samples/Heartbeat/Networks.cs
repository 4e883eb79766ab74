using FcGen;

namespace Heartbeat;

/// <summary>
/// Removes the noise of two seconds. The network is a small U-Net (Ronneberger et al. 2015,
/// <see href="https://arxiv.org/abs/1505.04597">U-Net</see>): the convolutions in the middle work on a signal that is 16 times shorter, so
/// that each output depends on about a second. Concatenations return the details.
/// </summary>
[Network]
[Input(1, 2 * Recording.Rate)]
[Conv1d(8, 15, Same = true), ReLU(Name = "details"), MaxPool1d(4)]
[Conv1d(16, 9, Same = true), ReLU(Name = "shapes"), MaxPool1d(4)]
[Conv1d(32, 9, Same = true), ReLU, Conv1d(32, 9, Same = true), ReLU]
[Upsample(4), Concat("shapes"), Conv1d(16, 9, Same = true), ReLU]
[Upsample(4), Concat("details"), Conv1d(8, 9, Same = true), ReLU, Conv1d(1, 9, Same = true), Flatten]
public sealed partial class DenoisingNet;

/// <summary>A linear filter, whose weights for one second are learned: a single convolution.</summary>
[Network]
[Input(1, 2 * Recording.Rate)]
[Conv1d(1, Recording.Rate + 1, Same = true), Flatten]
public sealed partial class LinearNet;
