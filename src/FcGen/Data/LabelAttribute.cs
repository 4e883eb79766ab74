namespace FcGen;

/// <summary>
/// Marks the property or field that contains the class of a sample: a class name (a string or an enum), a class index (an integer), or a
/// bool, which is class 0 or 1. See <see cref="DataSet.From{T}(IEnumerable{T})"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class LabelAttribute : Attribute;
