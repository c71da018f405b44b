namespace Lle.Deploy.Tasks.Names;

/// <summary>What an evaluated project consists of, as far as names go.</summary>
/// <param name="Properties">Properties that begin with "Lle" and are set in a project file.</param>
/// <param name="Items">Item types that begin with "Lle", each with the metadata names that its items have.</param>
/// <param name="Targets">Every target.</param>
/// <param name="EnvironmentVersion">The value of $(Version) where it comes from the environment; else empty.</param>
internal sealed record ProjectNames(
    IReadOnlyList<string> Properties, IReadOnlyList<string> Items, IReadOnlyList<string> Targets, string EnvironmentVersion);
