namespace FcGen.Tests.Golden;

/// <summary>Generated networks compute and learn what the same networks do in PyTorch.</summary>
public class NetworkGoldenTests
{
    private static readonly string[] Names = ["3-5-2", "4-16-3", "7-9-8-1", "16-32-32-4", "13-24-10"];
    private static readonly string[] Optimizers = ["Sgd", "SgdNesterov", "Adam", "AdamAmsGrad"];

    public static TheoryData<string> Networks => [.. Names];

    public static TheoryData<string, string> NetworksAndOptimizers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string name in Names)
            {
                foreach (string optimizer in Optimizers)
                {
                    data.Add(name, optimizer);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_are_those_of_PyTorch(string name) => Case(name).CheckOutputs();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Loss_and_gradients_are_those_of_PyTorch(string name) => Case(name).CheckGradients();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Input_gradients_are_those_of_PyTorch(string name) => Case(name).CheckInputGradients();

    [Theory]
    [MemberData(nameof(NetworksAndOptimizers))]
    public void Twenty_steps_lead_where_PyTorch_goes(string name, string optimizer) => Case(name).CheckTraining(optimizer);

    private static IGoldenCase Case(string name) => name switch
    {
        "3-5-2" => new GoldenCase<Golden3x5x2>(GoldenFile.Read(name)),
        "4-16-3" => new GoldenCase<Golden4x16x3>(GoldenFile.Read(name)),
        "7-9-8-1" => new GoldenCase<Golden7x9x8x1>(GoldenFile.Read(name)),
        "16-32-32-4" => new GoldenCase<Golden16x32x32x4>(GoldenFile.Read(name)),
        "13-24-10" => new GoldenCase<Golden13x24x10>(GoldenFile.Read(name)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown network."),
    };
}
