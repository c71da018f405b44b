namespace Lle.Deploy.Diagnostics;

/// <summary>LLE10xx, the build and its options: docs/diagnostics/LLE10xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    public static Diagnostic WindowsNotSupported() =>
        Error("LLE1000", Location.None, "Lle.Deploy.Tasks deploys to Unix machines and this is Windows", "Run the build on Linux, for instance under WSL");

    public static Diagnostic NotOnDotNet(string runtime) =>
        Error("LLE1001", Location.None, $"This MSBuild runs on '{runtime}'; the deployment tasks need MSBuild on .NET", "Use dotnet msbuild of the .NET 10 SDK");

    public static Diagnostic PropertyOutOfRange(string property, string value, string expected) =>
        Error("LLE1002", Location.OfProperty(property), $"{property} is '{value}'; expected {expected}", $"Set {property} in the project, with -p:{property}=..., or leave it out for its default");

    public static Diagnostic RelativePath(string property, string path) =>
        Error("LLE1003", Location.OfProperty(property), $"{property} is '{path}'; expected an absolute path", "Write it from the root, for instance /opt/lle or $(MSBuildProjectDirectory)/out");

    public static Diagnostic ControlCharacterInPath(string property, string path) =>
        Error("LLE1004", Location.OfProperty(property), $"{property} holds a control character: '{path}'", "Choose a path of printable characters");

    public static Diagnostic LinkNotTrusted(string property, string link) =>
        Error("LLE1005", Location.OfProperty(property), $"{property} leads through the symbolic link '{link}', which others could swap", "Give the real path, or take the directory's write permission from others");

    public static Diagnostic DirectoryUsedTwice(string property, string path) =>
        Error("LLE1006", Location.OfProperty(property), $"{property} is '{path}', which another directory of the layout has too", "Give each directory of the layout a path of its own");

    public static Diagnostic AccountUnknown(string property, string name) =>
        Error("LLE1007", Location.OfProperty(property), $"{property} is '{name}', which this machine does not know", "Name a user or group of this machine, or its number");

    public static Diagnostic OwnerNeedsRoot(string property, string name) =>
        Error("LLE1008", Location.OfProperty(property), $"{property} is '{name}', but only root may give files away", "Run as root, or leave it out");

    public static Diagnostic PayloadDirMissing(string path) =>
        Error("LLE1009", Location.OfProperty("LlePayloadDir"), $"LlePayloadDir is '{path}', which is no directory", "Build the payload first, or point LlePayloadDir to it");

    public static Diagnostic MSBuildTooOld(string version) =>
        Error("LLE1010", Location.None, $"This is MSBuild {version}; the deployment tasks need 18.0 or newer", "Install the .NET 10 SDK, and check that no global.json asks for an older one");

    public static Diagnostic ItemMetadataUnknown(string type, string item, string metadata, IEnumerable<string> known) =>
        Error("LLE1011", Location.OfItem(type, item), $"{type} '{item}' has metadata {metadata}, which means nothing; expected {string.Join(", ", known)}", "Correct the spelling, or take it out");

    public static Diagnostic NoTargetNamed() =>
        Error("LLE1012", Location.None, "No target was named, and nothing was deployed", "Name one, for instance -t:LleDeploy, or put DefaultTargets=\"LleDeploy\" into the Project element");

    public static Diagnostic NothingDeployed(string prefix) =>
        Error("LLE1013", Location.OfProperty("LleInstallPrefix"), $"Nothing is deployed in '{prefix}'", "Set LleInstallPrefix, and where it was set also the other directories, to where the deployment was made");

    public static Diagnostic NotWritable(string path, string reason) =>
        Error("LLE1014", Location.OfProperty("LleInstallPrefix"), $"You may not write to '{path}': {reason}", "Set LleInstallPrefix to a directory of yours, or run as the user who may");

    public static Diagnostic DeploymentOpenedBefore() =>
        Error("LLE1021", Location.None, "This build has opened a deployment of this project already, and its phases do not run a second time", "Ask for LleDeploy and LleUpdate in two builds");

    public static Diagnostic OperationCancelled(string task) =>
        Error("LLE1022", Location.None, $"{task} was cancelled", "Run it again when it may run to its end");

    public static Diagnostic InternalError(string task, string what) =>
        Error("LLE1099", Location.None, $"{task} met something nobody foresaw: {what}", "Run it again with -v:diag or -bl, which hold the stack trace, and report it; what was not committed is undone");
}
