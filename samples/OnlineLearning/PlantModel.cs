using FcGen;

namespace OnlineLearning;

/// <summary>
/// Predicts the next speed of a plant from the force, the position and the speed of each tick. A window of 8 ticks is what the trainer looks back at; the state of
/// the stream remembers what came before.
/// </summary>
[Network]
[Sequence(8, 3)]
[GRU(24), Dense(24, 1)]
public sealed partial class PlantModel;
