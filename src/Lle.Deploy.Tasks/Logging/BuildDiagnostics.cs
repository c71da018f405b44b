using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tasks.Names;

namespace Lle.Deploy.Tasks.Logging;

/// <summary>What only a build can do wrong. The engine's own diagnostics are in its catalog; the numbers are one
/// series.</summary>
internal static class BuildDiagnostics
{
    public static Diagnostic PropertyUnknown(string name, string? meant) => Error("LLE1015", Location.OfProperty(name),
        $"There is no property {name}{DidYouMean(meant)}",
        "Correct the name; if the property is your own, list it in LleOwnNames");

    public static Diagnostic ItemUnknown(string type, string? meant) => Error("LLE1016", Location.OfProperty(type),
        $"There is no item {type}{DidYouMean(meant)}",
        "Correct the name; if the item is your own, list it in LleOwnNames");

    public static Diagnostic VariableUnknown(string name, string meant) => Error("LLE1017", Location.None,
        $"The environment has a variable {name}, which is not read{DidYouMean(meant)}",
        "Correct or unset the variable; if it is meant for something else, list it in LleOwnNames");

    public static Diagnostic HookTargetMissing(string property, string target, string? meant) =>
        Error("LLE1018", Location.OfProperty(property),
        $"{property} names the target '{target}', which the project does not have{DidYouMean(meant)}",
        "Correct the name, or add the target to the project");

    /// <summary>Of a property that the targets themselves consist of; the phases are named where it lists phases.</summary>
    public static Diagnostic ListTargetMissing(string property, string target, string? meant, IReadOnlyList<string> known) =>
        Error("LLE1036", Location.OfProperty(property),
        $"{property} names the target '{target}', which the project does not have{DidYouMean(meant)}"
        + (known.Count > 0 ? $"; the phases are {string.Join(", ", known)}" : ""),
        $"Leave {property} out: its default is whole. To run a target of your own, list it in one of the hook properties");

    /// <param name="place">A target of the project.</param>
    /// <param name="name">What it is to run before or after.</param>
    /// <param name="meant">The target with the nearest name; null: none resembles it.</param>
    public static Diagnostic NeverRuns(TargetPlace place, string name, string? meant) =>
        Error("LLE1037", Location.OfFile(place.File, place.Line, place.Column),
        $"Target '{place.Name}' has {place.Attribute}=\"{name}\", and the project has no such target, so it would never run" +
            DidYouMean(meant),
        "Correct the name; if the target is your own, list it in LleOwnNames");

    public static Diagnostic WouldChange(string operation, IReadOnlyList<string> changes) => Error("LLE1019", Location.None,
        $"{operation} would change {string.Join(", ", changes.Take(5))}{(changes.Count > 5 ? $" and {changes.Count - 5} more" : "")}",
        "Nothing was changed, because the build was asked with -question; run it without -question to make the change");

    /// <param name="name">A property, or an item type.</param>
    /// <param name="what">"The property LleVersion", "An item of LleProbe".</param>
    public static Diagnostic SetTooLate(string name, string what) => Error("LLE1033", Location.OfProperty(name),
        $"{what} was changed by a target that ran after the deployment had read its options, so the change would have had no effect",
        "Set it in the project or with -p:, or in a target that LleBeforeDeployTargets lists");

    public static Diagnostic ValueEmpty(PropertyText property) => Error(
        "LLE1034", Location.OfFile(property.File, property.Line, property.Column),
        $"{property.Name} is written as '{property.Text}', which is empty where the project says it, so the default would be used",
        property.Text.Contains("PublishDir", StringComparison.OrdinalIgnoreCase)
            ? "The SDK sets PublishDir later; leave the line out and set LlePublish=true, which publishes the project and deploys what " +
                "that makes"
            : SetLater.FirstOrDefault(name => property.Text.Contains($"$({name})", StringComparison.OrdinalIgnoreCase)) is { } later
            ? $"The SDK sets {later} later; move the line to Directory.Build.targets, which is read after that"
            : $"Correct the name, or set what it refers to first; if it may be empty, add Condition=\"'{property.Text}' != ''\"");

    public static Diagnostic GivenEmpty(string property) => Error("LLE1035", Location.OfProperty(property),
        $"{property} is given on the command line and is empty, so the default would be used",
        $"Check the variable that -p:{property}= gets its value from; to use the project's value or the default, leave -p:{property} out");

    public static Diagnostic DeploymentOpenedBefore() => Error("LLE1021", Location.None,
        "This build has opened a deployment of this project already, and its phases cannot run a second time",
        "Run LleDeploy and LleUpdate in two builds");

    public static Diagnostic ShellArithmetic(string file, int line, int column, string probe, string metadata, string found) => Error(
        "LLE1030", Location.OfFile(file, line, column),
        $"Probe '{probe}': {metadata} contains '{found}', which MSBuild replaces before the program gets it",
        $"Write %24{found[1..]} instead");

    public static Diagnostic HostPackageMissing(string property, string version) => Error("LLE2245", Location.OfProperty(property),
        $"{property} needs the program lle, and the project does not reference the package it comes in",
        $"Add <PackageReference Include=\"Lle.Deploy.Host\" Version=\"{version}\" PrivateAssets=\"all\" />, or in a project of the SDK " +
        $"form <Sdk Name=\"Lle.Deploy.Host\" Version=\"{version}\" />; or set LleHostPackage to the package file, or to a folder that " +
        $"holds linux-x64/lle");

    /// <param name="target">Of the project.</param>
    /// <param name="entry">The entry target that its BeforeTargets names.</param>
    public static Diagnostic RunsAfterwards(TargetPlace target, string entry) => Error(
        "LLE1032", Location.OfFile(target.File, target.Line, target.Column),
        $"Target '{target.Name}' has BeforeTargets=\"{entry}\", which MSBuild runs after everything that {entry} depends on, " +
            $"and so after " +
        "the work is done",
        "Write BeforeTargets=\"LleBegin\"" + (entry is "LleDeploy" or "LleUpdate" ? ", or list the target in LleBeforeDeployTargets" : ""));

    public static Diagnostic CiSummaryNotWritten(string path, string reason) => new(
        "LLE2222", Severity.Warning, Location.OfFile(path), $"The job summary '{path}' was not written: {reason}",
        "Check that the build agent lets this job write there; the deployment itself is not affected");

    public static Diagnostic NoDeploymentOpen() => Error("LLE3015", Location.None,
        "No deployment is open: a phase runs only within LleDeploy",
        "Run dotnet msbuild -t:LleDeploy; its phases cannot be run alone");

    /// <summary>Properties that Microsoft.NET.Sdk sets below the project's body.</summary>
    private static readonly string[] SetLater =
        ["OutDir", "OutputPath", "TargetDir", "TargetPath", "TargetFileName", "IntermediateOutputPath", "AssemblyName", "TargetName"];

    private static string DidYouMean(string? meant) => meant is null ? "" : $" (did you mean {meant}?)";

    private static Diagnostic Error(string code, Location location, string message, string remedy) =>
        new(code, Severity.Error, location, message, remedy);
}
