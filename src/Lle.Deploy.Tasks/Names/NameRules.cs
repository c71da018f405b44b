using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;
using Lle.Deploy.Tasks.Logging;

namespace Lle.Deploy.Tasks.Names;

/// <summary>A target that is named in a property of ours.</summary>
internal sealed record ListedTarget(string Property, string Target);

/// <summary>Finds names that look like ours and mean nothing: a typing error must not deploy to a default.</summary>
/// <param name="ownNames">The project's own; "*" at the end stands for any rest.</param>
internal sealed class NameRules(IReadOnlyList<string> ownNames)
{
    private static readonly string[] Properties = [.. OptionTable.All.Select(option => option.Name), .. BuildProperty.AllNames];

    private static readonly string[] Items = [.. ItemTable.All.Concat(ItemTable.OfFleets).Select(item => item.Name)];

    /// <summary>Entry targets whose work is in the targets they depend on.</summary>
    private static readonly string[] Entries =
    [
        "LleDeploy", "LleUpdate", "LleRollback", "LleRestore", "LleBackup", "LleRecover", "LleUninstall", "LleMonitor",
    ];

    private static readonly string[] Variables = [.. OptionTable.All.Select(option => option.Variable).OfType<string>()];

    /// <summary>Properties given on the command line: each has to be known.</summary>
    public IEnumerable<Diagnostic> OfCommandLine(IEnumerable<string> properties) =>
        from name in properties
        where name.StartsWith("Lle", StringComparison.OrdinalIgnoreCase) && !IsKnown(name, Properties)
        select BuildDiagnostics.PropertyUnknown(name, Meant(name, Properties, Items, "item"));

    /// <summary>Properties of a project may be its own; one that is nearly one of ours is a typing error.</summary>
    public IEnumerable<Diagnostic> OfProject(IEnumerable<string> properties) =>
        from name in properties
        where !IsKnown(name, Properties)
        let meant = NearestName.Within(name, Properties)
        where meant is not null
        select BuildDiagnostics.PropertyUnknown(name, meant);

    /// <summary>An option that is written and turns out empty would be our default: a prefix of $(Roott) would be /usr/local.</summary>
    public static IEnumerable<Diagnostic> OfEmpty(IEnumerable<PropertyText> empty, IEnumerable<string> given) =>
        from property in empty
        where !given.Contains(property.Name, StringComparer.OrdinalIgnoreCase)
        where OptionTable.All.Any(option => option.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
        select BuildDiagnostics.ValueEmpty(property);

    /// <summary>An option that the command line gives empty, as -p:LleInstallPrefix=$UNSET of a shell does, would be our default.
    /// What only one operation reads may be empty.</summary>
    public static IEnumerable<Diagnostic> OfGivenEmpty(IReadOnlyDictionary<string, string> given) =>
        from property in given
        where property.Value.Length == 0
        let option = OptionTable.Find(property.Key)
        where option is { Group: OptionGroup.Where or OptionGroup.What or OptionGroup.Judged }
        select BuildDiagnostics.GivenEmpty(option.Name);

    public IEnumerable<Diagnostic> OfItems(IEnumerable<string> types) =>
        from type in types
        where !IsKnown(type, Items)
        select BuildDiagnostics.ItemUnknown(type, Meant(type, Items, Properties, "property"));

    /// <summary>A target that is to run before an entry target would run after its work.</summary>
    public static IEnumerable<Diagnostic> OfTargets(IEnumerable<TargetPlace> hooked) =>
        from target in hooked
        where target.Attribute == TargetPlace.Before
        from entry in Entries.Intersect(target.Targets, StringComparer.OrdinalIgnoreCase).Take(1)
        select BuildDiagnostics.RunsAfterwards(target, entry);

    /// <summary>A target that is to run before or after one of ours that there is not would never run, and MSBuild says nothing.</summary>
    /// <param name="hooked">Targets that name others in BeforeTargets or AfterTargets.</param>
    /// <param name="targets">Every target of the project.</param>
    public IEnumerable<Diagnostic> OfMissing(IEnumerable<TargetPlace> hooked, IReadOnlyList<string> targets) =>
        from place in hooked
        from name in place.Targets
        where name.StartsWith("Lle", StringComparison.OrdinalIgnoreCase) && !IsKnown(name, targets)
        select BuildDiagnostics.NeverRuns(place, name, NearestName.Of(name, targets));

    /// <summary>Variables of the environment, and properties that MSBuild makes of such: the environment knows case.</summary>
    public IEnumerable<Diagnostic> OfEnvironment(IEnumerable<string> variables) =>
        from name in variables
        let meant = name.StartsWith("LLE_", StringComparison.OrdinalIgnoreCase) ? MeantVariable(name)
            : name.StartsWith("Lle", StringComparison.Ordinal) && !IsKnown(name, Properties) ? NearestName.Within(name, Properties)
            : null
        where meant is not null
        select BuildDiagnostics.VariableUnknown(name, meant);

    private string? MeantVariable(string name) =>
        name.StartsWith("LLE_DEPLOYED_", StringComparison.Ordinal) || Variables.Contains(name, StringComparer.Ordinal) || IsKnown(name, [])
            ? null : NearestName.Within(name, Variables);

    /// <param name="hooks">Each hook property with the targets it lists.</param>
    /// <param name="targets">Every target of the project.</param>
    public static IEnumerable<Diagnostic> OfHooks(IEnumerable<ListedTarget> hooks, IReadOnlyList<string> targets) =>
        Missing(hooks, targets, BuildDiagnostics.HookTargetMissing);

    /// <param name="lists">Each property that targets consist of, with the targets it lists.</param>
    /// <param name="targets">Every target of the project.</param>
    public static IEnumerable<Diagnostic> OfLists(IEnumerable<ListedTarget> lists, IReadOnlyList<string> targets) =>
        Missing(lists, targets, (property, target, meant) => BuildDiagnostics.ListTargetMissing(
            property, target, meant, property == "LlePhases" ? [.. targets.Where(IsPhase)] : []));

    private static IEnumerable<Diagnostic> Missing(
        IEnumerable<ListedTarget> listed, IReadOnlyList<string> targets,
        Func<string, string, string?, Diagnostic> tell) =>
        from entry in listed
        where !targets.Contains(entry.Target, StringComparer.OrdinalIgnoreCase)
        select tell(entry.Property, entry.Target, NearestName.Of(entry.Target, targets));

    private static bool IsPhase(string target) => target.StartsWith("LlePhase", StringComparison.Ordinal);

    /// <summary>One of the same kind, unless one of the other kind is closer.</summary>
    private static string? Meant(string name, string[] same, string[] other, string kind)
    {
        var (near, elsewhere) = (NearestName.Of(name, same), NearestName.Within(name, other));
        return elsewhere is not null && (near is null || NearestName.Distance(name, elsewhere) < NearestName.Distance(name, near))
            ? $"the {kind} {elsewhere}"
            : near;
    }

    private bool IsKnown(string name, IReadOnlyList<string> known) =>
        known.Contains(name, StringComparer.OrdinalIgnoreCase) || ownNames.Any(own => own.EndsWith('*')
            ? name.StartsWith(own[..^1], StringComparison.OrdinalIgnoreCase)
            : name.Equals(own, StringComparison.OrdinalIgnoreCase));
}
