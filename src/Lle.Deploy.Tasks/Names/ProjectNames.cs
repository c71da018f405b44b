namespace Lle.Deploy.Tasks.Names;

/// <summary>What an evaluated project consists of, as far as names go.</summary>
/// <param name="Properties">Properties that begin with "Lle" and are set in a project file.</param>
/// <param name="Items">Item types that begin with "Lle", each with the metadata names that its items have.</param>
/// <param name="Targets">Every target.</param>
/// <param name="EnvironmentVersion">The value of $(Version) where it comes from the environment; else empty.</param>
/// <param name="Hooked">Targets that name targets of ours in BeforeTargets or AfterTargets.</param>
/// <param name="Arithmetic">Metadata of probes that hold $((...)).</param>
/// <param name="Empty">Properties that begin with "Lle" and are given a value that is empty when it is evaluated.</param>
internal sealed record ProjectNames(
    IReadOnlyList<string> Properties, IReadOnlyList<string> Items, IReadOnlyList<string> Targets, string EnvironmentVersion,
    IReadOnlyList<TargetPlace> Hooked, IReadOnlyList<ProbeText> Arithmetic, IReadOnlyList<PropertyText> Empty);

/// <summary>A property as it is written, and where.</summary>
internal sealed record PropertyText(string Name, string Text, string File, int Line, int Column);

/// <summary>A target that runs before or after others, and where it says so.</summary>
/// <param name="Name">The target.</param>
/// <param name="Attribute">BeforeTargets or AfterTargets.</param>
/// <param name="Targets">The names it has there, as MSBuild expands them.</param>
/// <param name="File">Where it says so.</param>
/// <param name="Line">From 1; 0: not known.</param>
/// <param name="Column">From 1; 0: not known.</param>
internal sealed record TargetPlace(
    string Name, string Attribute, IReadOnlyList<string> Targets, string File, int Line, int Column)
{
    public const string Before = "BeforeTargets";
    public const string After = "AfterTargets";
}

/// <summary>Metadata of a probe as it is written, and where.</summary>
internal sealed record ProbeText(string Probe, string Metadata, string Text, string File, int Line, int Column);
