using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace FcGen.Data;

/// <summary>Reads objects whose members are marked as features, labels and targets, one object after the other.</summary>
internal sealed class MarkedMembers
{
    /// <summary>Members that trimming keeps.</summary>
    public const DynamicallyAccessedMemberTypes Kept =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly MarkedMember[] _features;
    private readonly MarkedMember[] _targets;
    private int _index = -1;

    /// <exception cref="ArgumentException">Members are missing, contradict each other or have types that are not supported.</exception>
    public MarkedMembers([DynamicallyAccessedMembers(Kept)] Type type)
    {
        // Both lists are in the order of declaration, which .NET guarantees since version 7.
        MemberInfo[] members = [.. type.GetProperties(Instance), .. type.GetFields(Instance)];
        _features = Find<FeatureAttribute>(members);
        _targets = Find<TargetAttribute>(members);
        MarkedMember[] labels = Find<LabelAttribute>(members, isLabel: true);
        if (_features.Length == 0 || labels.Length > 1 || labels.Length == 0 == (_targets.Length == 0))
        {
            throw new ArgumentException(
                $"A class of samples needs members with [Feature], and either one member with [Label] or members with [Target], but {type.Name} "
                + $"has {_features.Length} features, {labels.Length} labels and {_targets.Length} targets.",
                "T");
        }

        Label = labels is [MarkedMember label] ? label : null;
    }

    /// <summary>The label; null if there are targets.</summary>
    public MarkedMember? Label { get; }

    /// <summary>Reads the features of the next object.</summary>
    public float[] ReadFeatures(object? item)
    {
        _index++;
        return item is null
            ? throw new ArgumentException($"A sample is an object, but object {_index} is null.", "items")
            : Read(_features, item);
    }

    /// <summary>Reads the targets of the object whose features were read last.</summary>
    public float[] ReadTargets(object item) => Read(_targets, item);

    /// <summary>Reads the class index of the object whose features were read last.</summary>
    public int ReadClass(object item) => Label!.ReadClass(item, _index);

    /// <summary>Reads the class name of the object whose features were read last.</summary>
    public string ReadText(object item) => Label!.ReadText(item, _index);

    private static MarkedMember[] Find<TAttribute>(MemberInfo[] members, bool isLabel = false)
        where TAttribute : Attribute =>
        [.. members.Where(member => member.GetCustomAttribute<TAttribute>() is not null).Select(member => new MarkedMember(member, isLabel))];

    private float[] Read(MarkedMember[] members, object item) => Array.ConvertAll(members, member => member.ReadNumber(item, _index));
}
