namespace Lle.Deploy.Diagnostics;

/// <summary>LLE14xx, bundles: docs/diagnostics/LLE14xx.md.</summary>
internal static partial class DiagnosticCatalog
{
    private const string MakeAgain = "Make the bundle again; do not deploy this one";

    public static Diagnostic BundleDescriptionMalformed(string path, string problem) =>
        Error("LLE1401", Location.OfFile(path), $"The bundle's deployment.json cannot be used: {problem}", MakeAgain);

    public static Diagnostic BundlePartTooLarge(string path, string name, int maximum) =>
        Error("LLE1402", Location.OfFile(path), $"The bundle's {name} is larger than {maximum} bytes", MakeAgain);

    public static Diagnostic BundleNewer(string path, int schema, int known) => Error(
        "LLE1403", Location.OfFile(path),
        $"The bundle was made by a newer version: its deployment.json has schema {schema}, this version reads up to {known}",
        "Deploy it with the version that made it, or a newer one");

    public static Diagnostic BundleOptionUnknown(string path, string name, string? near) => Error(
        "LLE1404", Location.OfFile(path), $"The bundle's deployment.json sets '{name}', which is not an option{Meant(near)}",
        "Correct the name and make the bundle again");

    public static Diagnostic BundleOptionRefused(string path, string name) => Error(
        "LLE1405", Location.OfFile(path),
        $"The bundle's deployment.json sets {name}; where to deploy, whom to trust and what to allow is decided on the host, never by " +
        $"a bundle",
        $"Give {name} where you deploy, and make the bundle without it");

    public static Diagnostic BundleItemUnknown(string path, string name, string? near) => Error(
        "LLE1406", Location.OfFile(path), $"The bundle's deployment.json has '{name}', which is not known{Meant(near)}",
        "Correct the name and make the bundle again");

    public static Diagnostic BundleCommandsRefused(string path, string commands) => Error(
        "LLE1407", Location.OfFile(path), $"The bundle brings commands, and its signature has not been verified: {commands}",
        "Name the key that it must be signed with (LleTrustedKeys), or, if you trust the bundle, deploy it with lle and --allow-commands");

    public static Diagnostic BundleIncomplete(string path, string missing) => Error(
        "LLE1408", Location.OfFile(path), $"The file is not a complete bundle: it does not begin with {missing}",
        "Make a bundle with LleBundle, or deploy the payload as an update package with a version");

    public static Diagnostic BundleVersionsDiffer(string path, string description, string file) =>
        Error("LLE1409", Location.OfFile(path),
            $"The bundle contradicts itself: deployment.json says version {description}, VERSION says {file}", MakeAgain);

    public static Diagnostic BundleSigningFailed(string property, string reason) =>
        Error("LLE1410", Location.OfProperty(property), $"The bundle could not be signed: {reason}",
            "Check the key and the command; nothing was written");

    public static Diagnostic BundleFileNotListed(string path, string name) =>
        Error("LLE1411", Location.OfFile(path), $"The bundle contains '{name}', which its checksums.sha256 does not list", MakeAgain);

    public static Diagnostic BundleInputRefused(string path, string reason) =>
        Error("LLE1412", Location.OfFile(path), $"The file cannot go into a bundle: {reason}",
            "Change the file or leave it out, and make the bundle again");

    public static Diagnostic BundleChanged(string path) => Error(
        "LLE1413", Location.OfFile(path),
        "The bundle changed while it was being deployed: its checksum list is not the one whose options were read",
        "Deploy again, from a file that nobody else can write");

    public static Diagnostic BundleLinkRefused(string path, string name, string target, string why) => Error(
        "LLE1414", Location.OfFile(path), $"The bundle's deployment.json describes a link '{name}' to '{target}', which {why}", MakeAgain);

    private static string Meant(string? near) => near is null ? "" : $" (did you mean {near}?)";
}
