namespace Lle.Deploy.Diagnostics;

/// <summary>LLE10xx, the machine and the options: docs/diagnostics/LLE10xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    /// <param name="property">The option.</param>
    /// <param name="value">What it is.</param>
    /// <param name="expected">What it has to be.</param>
    /// <param name="isGiven">False: the value is its default, which does not go with another option.</param>
    public static Diagnostic PropertyOutOfRange(string property, string value, string expected, bool isGiven = true) =>
        Error("LLE1002", Location.OfProperty(property),
            $"{property} is '{value}'{(isGiven ? "" : ", its default")}; expected {expected}",
            isGiven ? $"Correct {property}, or leave it out to use its default" : $"Set {property} too");

    public static Diagnostic RelativePath(string property, string path) =>
        Error("LLE1003", Location.OfProperty(property), $"{property} is '{path}'; expected an absolute path",
            path.StartsWith('~')
                ? "Write the home directory in full, for instance /home/name/tools: only a shell replaces '~'"
                : "Write the path from the root, for instance /opt/lle");

    public static Diagnostic ControlCharacterInPath(string property, string path) =>
        Error("LLE1004", Location.OfProperty(property),
            $"{property} contains a control character: '{path}'",
            "Use a path without control characters");

    public static Diagnostic LinkNotTrusted(string property, string link) =>
        Error("LLE1005", Location.OfProperty(property),
            $"{property} goes through the symbolic link '{link}', which other users can replace",
            "Give the path without the link, or remove the write permission of others from the link's directory");

    public static Diagnostic DirectoryUsedTwice(string property, string path) =>
        Error("LLE1006", Location.OfProperty(property),
            $"{property} is '{path}', which another directory of this installation uses already",
            "Give each directory a path of its own");

    public static Diagnostic AccountUnknown(string property, string name) =>
        Error("LLE1007", Location.OfProperty(property), $"{property} is '{name}', but this machine has no such user or group",
            "Name a user or group of this machine, or give its number");

    public static Diagnostic OwnerNeedsRoot(string property, string name) =>
        Error("LLE1008", Location.OfProperty(property), $"{property} is '{name}', but only root can change the owner of a file",
            $"Run as root, or leave {property} out");

    public static Diagnostic ItemMetadataUnknown(string type, string item, string metadata, IEnumerable<string> known) =>
        Error("LLE1011", Location.OfItem(type, item),
            $"{type} '{item}' has unknown metadata '{metadata}'; known: {string.Join(", ", known)}",
            "Correct the name, or remove it");

    public static Diagnostic NothingDeployed(string prefix) =>
        Error("LLE1013", Location.OfProperty("LleInstallPrefix"), $"Nothing is deployed in '{prefix}'",
            "Set LleInstallPrefix, and every other directory that was set for the deployment, to the values the deployment had");

    public static Diagnostic NotWritable(string path, string reason) =>
        Error("LLE1014", Location.OfProperty("LleInstallPrefix"), $"You may not write to '{path}': {reason}",
            "Set LleInstallPrefix to a directory you may write to, or run as a user who may write there");

    public static Diagnostic OptionMissing(string property, string operation, string expected) =>
        Error("LLE1031", Location.OfProperty(property), $"{property} is not set, but {operation} needs it; expected {expected}",
            $"Set {property}");

    /// <summary>An exception that no code expects: the same fault wherever it shows.</summary>
    /// <param name="where">The step or operation.</param>
    /// <param name="error">Type and message of the exception.</param>
    public static Diagnostic InternalError(string where, string error) =>
        Error("LLE1099", Location.None, $"Internal error in {where} (please report it): {error}",
            "Report it with this message and the deployment log; changes that were not committed have been undone");
}
