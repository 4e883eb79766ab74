namespace FcGen;

/// <summary>The targets of a window of steps, see <see cref="DataSet.Windows"/>.</summary>
public enum WindowTargets
{
    /// <summary>The targets, or the label, of one step: the last one of the window.</summary>
    Last,

    /// <summary>The targets of every step, step after step: [steps, target size].</summary>
    EachStep,
}
