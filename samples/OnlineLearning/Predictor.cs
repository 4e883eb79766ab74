using FcGen;

namespace OnlineLearning;

/// <summary>A model that predicts each tick and, if it learns, is trained with each tick.</summary>
public sealed class Predictor
{
    private const int Window = 8;
    private const int Features = 3;

    /// <summary>Makes speeds, in positions per tick, as large as positions.</summary>
    private const float SpeedScale = 8;

    private readonly PlantModel _network;
    private readonly Trainer<PlantModel> _trainer;
    private readonly PlantModel.State _now;
    private readonly PlantModel.State _start;

    /// <summary>The states before each of the last ticks, for windows that begin with one of them.</summary>
    private readonly PlantModel.State[] _before;

    private readonly float[] _features = new float[Window * Features];
    private readonly float[] _targets = new float[Window];
    private readonly float[] _prediction = new float[1];
    private float _position;
    private int _ticks;

    /// <summary>Creates a predictor with random weights.</summary>
    public Predictor()
    {
        _network = new PlantModel(seed: 1);
        _trainer = new Trainer<PlantModel>(_network, new Huber(), new Adam { LearningRate = 0.002f }, batchSize: 1);
        _now = _network.CreateState();
        _start = _network.CreateState();
        _before = [.. Enumerable.Range(0, Window).Select(_ => _network.CreateState())];
        PlantModel.Prepare(Preparation.Forward | Preparation.Training);
        _trainer.Prepare();
    }

    /// <summary>Whether the weights change.</summary>
    public bool Learns { get; set; } = true;

    /// <summary>Takes the measurement of a tick: learns how wrong the last prediction was, and predicts the next position.</summary>
    public float Tick(float force, float position)
    {
        // The window ends with the tick before, whose next speed is known now.
        float speed = SpeedScale * (position - _position);
        _targets.AsSpan(1).CopyTo(_targets);
        _targets[^1] = speed;
        if (Learns && _ticks >= Window)
        {
            _before[_ticks % Window].CopyTo(_start);
            _trainer.Step(_features, _targets, _start);
        }

        _features.AsSpan(Features).CopyTo(_features);
        _features[^3] = force;
        _features[^2] = position;
        _features[^1] = speed;
        _now.CopyTo(_before[_ticks % Window]);
        _network.Step(_features.AsSpan((Window - 1) * Features), _prediction, _now);
        _ticks++;
        _position = position;
        return position + (_prediction[0] / SpeedScale);
    }
}
