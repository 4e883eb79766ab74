using System.Globalization;
using System.Reflection;

namespace FcGen.Data;

/// <summary>A property or field with <see cref="FeatureAttribute"/>, <see cref="LabelAttribute"/> or <see cref="TargetAttribute"/>.</summary>
internal sealed class MarkedMember
{
    private readonly MemberInfo _member;
    private readonly Type _type;

    /// <exception cref="ArgumentException">The member cannot be read, or its type is not supported.</exception>
    public MarkedMember(MemberInfo member, bool isLabel)
    {
        _member = member;
        Type declared = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        _type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (member is PropertyInfo read && (!read.CanRead || read.GetIndexParameters().Length > 0))
        {
            throw Unsupported("a property that can be read, without index");
        }

        TypeCode code = Type.GetTypeCode(_type);
        bool isInteger = !_type.IsEnum && code is TypeCode.Boolean or (>= TypeCode.SByte and <= TypeCode.UInt64);
        if (isLabel && !isInteger && !IsText)
        {
            throw Unsupported("a string, an enum, an integer or a bool; for values to predict, use [Target]");
        }

        if (!isLabel && !isInteger && code is not (TypeCode.Single or TypeCode.Double or TypeCode.Decimal))
        {
            throw Unsupported("a number or a bool");
        }
    }

    /// <summary>Whether the values are class names.</summary>
    public bool IsText => _type.IsEnum || _type == typeof(string);

    /// <summary>Names of the values of an enum in their order, each value once; null for another type.</summary>
    public string[]? EnumNames =>
        _type.IsEnum ? [.. Enum.GetNames(_type).Select(name => Enum.Parse(_type, name).ToString()!).Distinct()] : null;

    private string Name => $"{_member.DeclaringType?.Name}.{_member.Name}";

    /// <summary>Reads a number; a bool is 0 or 1.</summary>
    public float ReadNumber(object item, int index) => Convert.ToSingle(Read(item, index), CultureInfo.InvariantCulture);

    /// <summary>Reads a class name.</summary>
    public string ReadText(object item, int index) => Read(item, index).ToString()!;

    /// <summary>Reads a class index.</summary>
    public int ReadClass(object item, int index)
    {
        decimal value = Convert.ToDecimal(Read(item, index), CultureInfo.InvariantCulture);
        return value is >= 0 and < int.MaxValue
            ? (int)value
            : throw new ArgumentOutOfRangeException(
                "items", value, $"A label is a class index from 0 to {int.MaxValue - 1}, but {Name} of object {index} is {value}.");
    }

    private object Read(object item, int index) =>
        (_member is PropertyInfo property ? property.GetValue(item) : ((FieldInfo)_member).GetValue(item))
        ?? throw new ArgumentException($"A sample needs all values, but {Name} of object {index} is null.", "items");

    private ArgumentException Unsupported(string expected) =>
        new($"{Name} is marked as part of a sample and must be {expected}, but is a {_type.Name}.", "T");
}
