using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FcGen.Data;

namespace FcGen;

/// <content>Data sets from objects.</content>
public sealed partial class DataSet
{
    /// <summary>
    /// Converts objects to samples by the attributes of their members: inputs are the members with <see cref="FeatureAttribute"/>, and there
    /// is either one member with <see cref="LabelAttribute"/> or members with <see cref="TargetAttribute"/>. Properties and fields may be
    /// private. The order of inputs and targets is that of declaration, properties before fields, and those of base classes last. The objects
    /// are enumerated once.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <exception cref="ArgumentException">
    /// There are no objects, an object or a marked member is null, the attributes are missing or contradict each other, or a marked member has
    /// another type than its attribute supports.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index is negative or at least <see cref="int.MaxValue"/>.</exception>
    /// <remarks>
    /// The classes of an enum are all its values in their order, with their names. Classes with strings are numbered in order of appearance.
    /// Pass <see cref="DataSource.ClassNames"/> of the training data for test data. Integers and bools are class indices without names.
    /// </remarks>
    /// <example>
    /// <code>
    /// sealed record House([property: Feature] float Area, [property: Feature] int Rooms, [property: Target] float Price);
    ///
    /// DataSet data = DataSet.From(houses);
    /// </code>
    /// </example>
    public static DataSet From<[DynamicallyAccessedMembers(MarkedMembers.Kept)] T>(IEnumerable<T> items) => FromMembers(items, null);

    /// <summary>
    /// Converts objects to samples with named classes by the attributes of their members, see <see cref="From{T}(IEnumerable{T})"/>.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <param name="classNames">Names of the classes in order. A label that is text or an enum must be among them.</param>
    /// <exception cref="ArgumentException">
    /// A class name is repeated, a label is not among the names, or there are targets instead of a label; or as in the other overload.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index is negative or at least <see cref="int.MaxValue"/>.</exception>
    public static DataSet From<[DynamicallyAccessedMembers(MarkedMembers.Kept)] T>(IEnumerable<T> items, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return FromMembers(items, classNames);
    }

    /// <summary>
    /// Converts objects to samples with class labels: <c>DataSet.From(flowers, x => [x.Length, x.Width], x => x.Kind)</c>. The objects are
    /// enumerated once.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <param name="inputs">Returns the inputs of an object, the same number for every object.</param>
    /// <param name="label">Returns the class index of an object, at least 0.</param>
    /// <exception cref="ArgumentException">There are no objects, or their numbers of inputs differ or are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative or <see cref="int.MaxValue"/>.</exception>
    public static DataSet From<T>(IEnumerable<T> items, Func<T, float[]> inputs, Func<T, int> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var labels = new List<int>();
        float[] rows = Collect(items, inputs, item => labels.Add(label(item)), out int count);
        return new DataSet(rows, [.. labels], [], count);
    }

    /// <summary>
    /// Converts objects to samples with named classes: <c>DataSet.From(flowers, x => [x.Length, x.Width], x => x.Species)</c>. The objects
    /// are enumerated once.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <param name="inputs">Returns the inputs of an object, the same number for every object.</param>
    /// <param name="label">Returns the class name of an object.</param>
    /// <param name="classNames">
    /// Names of the classes in order. Default: null, which numbers the classes in order of appearance. Pass
    /// <see cref="DataSource.ClassNames"/> of the training data for test data.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no objects, their numbers of inputs differ or are 0, a name is repeated, or a label is null or not among the names.
    /// </exception>
    public static DataSet From<T>(
        IEnumerable<T> items, Func<T, float[]> inputs, Func<T, string> label, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        List<string> names = [.. classNames ?? []];
        var numbers = new Dictionary<string, int>();
        foreach (string name in names)
        {
            numbers.TryAdd(name, numbers.Count);
        }

        var labels = new List<int>();
        float[] rows = Collect(items, inputs, Number, out int count);
        return new DataSet(rows, [.. labels], [], count, names);

        void Number(T item)
        {
            string name = label(item) ?? throw new ArgumentException($"A label is a class name, but label {labels.Count} is null.", nameof(label));
            if (!numbers.TryGetValue(name, out int number))
            {
                if (classNames is not null)
                {
                    throw new ArgumentException(
                        $"Label {labels.Count} is {Messages.MessageText.Name(name)}, which is not among the {names.Count} class names.",
                        nameof(classNames));
                }

                number = names.Count;
                numbers.Add(name, number);
                names.Add(name);
            }

            labels.Add(number);
        }
    }

    /// <summary>
    /// Converts objects to samples with one target: <c>DataSet.From(houses, x => [x.Area, x.Rooms], x => x.Price)</c>. The objects are
    /// enumerated once.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <param name="inputs">Returns the inputs of an object, the same number for every object.</param>
    /// <param name="target">Returns the target of an object.</param>
    /// <exception cref="ArgumentException">There are no objects, or their numbers of inputs differ or are 0.</exception>
    public static DataSet From<T>(IEnumerable<T> items, Func<T, float[]> inputs, Func<T, float> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var targets = new List<float>();
        float[] rows = Collect(items, inputs, item => targets.Add(target(item)), out int count);
        return new DataSet(rows, [], [.. targets], count);
    }

    /// <summary>
    /// Converts objects to samples with several targets: <c>DataSet.From(steps, x => [x.Angle, x.Speed], x => [x.Left, x.Right])</c>. The
    /// objects are enumerated once.
    /// </summary>
    /// <typeparam name="T">Type of the objects.</typeparam>
    /// <param name="items">The objects, at least one.</param>
    /// <param name="inputs">Returns the inputs of an object, the same number for every object.</param>
    /// <param name="targets">Returns the targets of an object, the same number for every object.</param>
    /// <exception cref="ArgumentException">There are no objects, or their numbers of inputs or targets differ or are 0.</exception>
    public static DataSet From<T>(IEnumerable<T> items, Func<T, float[]> inputs, Func<T, float[]> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var values = new List<float>();
        int added = 0;
        float[] rows = Collect(items, inputs, item => AddRow(values, targets(item), added++, nameof(targets)), out int count);
        return new DataSet(rows, [], [.. values], count);
    }

    private static DataSet FromMembers<[DynamicallyAccessedMembers(MarkedMembers.Kept)] T>(
        IEnumerable<T> items, IReadOnlyList<string>? classNames)
    {
        ArgumentNullException.ThrowIfNull(items);
        var members = new MarkedMembers(typeof(T));
        if (members.Label is not { } label)
        {
            return classNames is null
                ? From(items, item => members.ReadFeatures(item), item => members.ReadTargets(item!))
                : throw new ArgumentException($"Class names need a member with [Label], but {typeof(T).Name} has targets.", nameof(classNames));
        }

        if (label.IsText)
        {
            return From(items, item => members.ReadFeatures(item), item => members.ReadText(item!), classNames ?? label.EnumNames);
        }

        DataSet data = From(items, item => members.ReadFeatures(item), item => members.ReadClass(item!));
        return classNames is null ? data : data.WithClassNames(classNames);
    }

    private static float[] Collect<T>(IEnumerable<T> items, Func<T, float[]> inputs, Action<T> add, out int count)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(inputs);
        var rows = new List<float>();
        count = 0;
        foreach (T item in items)
        {
            AddRow(rows, inputs(item), count++, nameof(inputs));
            add(item);
        }

        return count > 0 ? [.. rows] : throw new ArgumentException("A data set needs at least one sample, but no objects were given.", nameof(items));
    }

    /// <summary>Adds the values of one sample, as many as the previous samples have.</summary>
    private static void AddRow(List<float> rows, float[]? row, int index, string parameter)
    {
        int width = index == 0 ? row?.Length ?? 0 : rows.Count / index;
        if (row is null || row.Length == 0 || row.Length != width)
        {
            throw new ArgumentException(
                index == 0
                    ? "A sample needs at least one value, but object 0 has none."
                    : $"Samples need the same number of values, but object 0 has {width} and object {index} has {row?.Length ?? 0}.",
                parameter);
        }

        CollectionsMarshal.SetCount(rows, checked(rows.Count + width));
        row.CopyTo(CollectionsMarshal.AsSpan(rows)[^width..]);
    }
}
