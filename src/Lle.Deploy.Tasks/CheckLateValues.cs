using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Logging;
using Microsoft.Build.Framework;

namespace Lle.Deploy.Tasks;

/// <summary>
/// Refuses a property or an item that a target has changed after the deployment read its options (error LLE1033): it would be ignored, and
/// nobody would be told. Runs before the commit, so that the deployment is undone. Changes nothing on the target.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckLateValues : DeploymentTask
{
    private const string Value = "Value";
    private const string Type = "LleType";

    /// <summary>Full path of the project. Required.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The properties as the deployment has read them: an item each, with its text as metadata <c>Value</c>.</summary>
    public ITaskItem[] Options { get; set; } = [];

    /// <summary>The same, as they are now.</summary>
    public ITaskItem[] OptionsNow { get; set; } = [];

    /// <summary>The items as the deployment has read them, each with its type as metadata <c>LleType</c>.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The same, as they are now.</summary>
    public ITaskItem[] ItemsNow { get; set; } = [];

    private protected override bool Work(DiagnosticLog log, CancellationToken cancellation)
    {
        log.ProjectFile = ProjectFile;
        Diagnostic[] problems =
        [
            .. Changed(Options, OptionsNow).Select(name => BuildDiagnostics.SetTooLate(name, $"The property {name}")),
            .. Types(Items, ItemsNow).Select(type => BuildDiagnostics.SetTooLate(type, $"An item of {type}")),
        ];
        log.TellAll(problems);
        return problems.Length == 0;
    }

    private static IEnumerable<string> Changed(ITaskItem[] read, ITaskItem[] now)
    {
        var values = read.ToLookup(option => option.ItemSpec, option => option.GetMetadata(Value), StringComparer.OrdinalIgnoreCase);
        return from option in now
               where values[option.ItemSpec].FirstOrDefault("") != option.GetMetadata(Value)
               select option.ItemSpec;
    }

    private static IEnumerable<string> Types(ITaskItem[] read, ITaskItem[] now)
    {
        var (before, after) = (read.ToLookup(TypeOf, Text), now.ToLookup(TypeOf, Text));
        return before.Concat(after).Select(type => type.Key).Distinct(StringComparer.Ordinal)
            .Where(type => !before[type].SequenceEqual(after[type]));
    }

    private static string TypeOf(ITaskItem item) => item.GetMetadata(Type);

    private static string Text(ITaskItem item) => string.Join('\n', item.CloneCustomMetadata().Keys.Cast<string>()
        .Order(StringComparer.Ordinal).Select(name => $"{name}={item.GetMetadata(name)}").Prepend(item.ItemSpec));
}
