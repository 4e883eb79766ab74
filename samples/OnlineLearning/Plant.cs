namespace OnlineLearning;

/// <summary>
/// A mass on a spring that a random force moves, measured at a fixed rate with some noise: <c>m x'' = force - friction x' - stiffness x (1 + x^2)</c>.
/// </summary>
/// <param name="seed">The seed of force and noise.</param>
public sealed class Plant(int seed)
{
    /// <summary>Ticks per second.</summary>
    public const int Rate = 100;

    private const int Substeps = 10;
    private const double Seconds = 1.0 / (Rate * Substeps);
    private const double Noise = 0.005;

    private readonly Random _random = new(seed);
    private double _position;
    private double _speed;
    private double _wanted;

    /// <summary>The stiffness of the spring, which changes when it wears out.</summary>
    public double Stiffness { get; set; } = 300;

    /// <summary>The friction, which changes when it runs dry.</summary>
    public double Friction { get; set; } = 4;

    /// <summary>The force of the last tick.</summary>
    public float Force { get; private set; }

    /// <summary>Moves the plant by one tick.</summary>
    /// <returns>The measured position.</returns>
    public float Tick()
    {
        if (_random.Next(25) == 0)
        {
            _wanted = _random.NextDouble() - 0.5;
        }

        Force = (float)((0.7 * Force) + (0.6 * _wanted));
        for (int i = 0; i < Substeps; i++)
        {
            double acceleration = (400 * Force) - (Friction * _speed) - (Stiffness * _position * (1 + (_position * _position)));
            _speed += Seconds * acceleration;
            _position += Seconds * _speed;
        }

        return (float)(_position + (Noise * (_random.NextDouble() - 0.5)));
    }
}
