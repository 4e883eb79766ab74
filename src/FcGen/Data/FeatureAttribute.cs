namespace FcGen;

/// <summary>
/// Marks a property or field whose value is an input of a sample: a number, or a bool, which is 0 or 1. See
/// <see cref="DataSet.From{T}(IEnumerable{T})"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class FeatureAttribute : Attribute;
