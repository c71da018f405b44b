using Lle.Deploy.Diagnostics;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Operations;

/// <summary>
/// Which installation an operation is about that was told little of it: an installation knows itself, and where there is only one nobody
/// needs to name it.
/// </summary>
internal static class InstallationChoice
{
    private static readonly HashSet<string> operations =
        ["status", "rollback", "restore", "backup", "validate", "readiness", "monitor", "recover", "uninstall"];

    private static readonly Option[] directories =
        [OptionTable.ConfigDir, OptionTable.DataDir, OptionTable.LogDir, OptionTable.BackupDir];

    public static bool Concerns(Arguments arguments) => operations.Contains(arguments.Verb.Name);

    /// <summary>Adds the options of the one installation that is meant. Where the directories are named there is nothing to find, and where
    /// nothing is found they are where they are by default.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public static Diagnostic? Complete(Dictionary<string, string> given)
    {
        if (directories.Any(option => Value(given, option) is not null))
        {
            return null;
        }

        var named = Value(given, OptionTable.InstallPrefix);
        var prefix = named ?? OwnProgram.Prefix ?? OptionTable.InstallPrefix.Default;
        var found = Engine.FindInstallations(Path.GetFullPath(prefix)).Where(place => IsMeant(place, given)).ToList();
        switch (found)
        {
            case [var one]:
                foreach (var (name, value) in one.Options)
                {
                    given.TryAdd(name, value);
                }

                return null;
            case []:
                return named is null && OwnProgram.Prefix is not null ? HostDiagnostics.InstallationNotFound([prefix]) : null;
            default:
                return HostDiagnostics.InstallationAmbiguous(found.Select(place => $"{place.Name} in {place.Prefix}"));
        }
    }

    /// <summary>What is deployed there by default: the lle of a prefix deploys into that prefix, not into another program's.</summary>
    public static void Locate(Dictionary<string, string> given)
    {
        if (OwnProgram.Prefix is { } own && Value(given, OptionTable.InstallPrefix) is null)
        {
            given[OptionTable.InstallPrefix.Name] = own;
        }
    }

    private static bool IsMeant(InstallationPlace place, Dictionary<string, string> given) =>
        new[] { OptionTable.Name, OptionTable.BinaryName }.All(
            option => Value(given, option) is not { } wanted || wanted == place.Options[option.Name]);

    private static string? Value(Dictionary<string, string> given, Option option) =>
        given.TryGetValue(option.Name, out var value) && value.Length > 0 ? value
        : option.Variable is { } variable && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set
        : null;
}
