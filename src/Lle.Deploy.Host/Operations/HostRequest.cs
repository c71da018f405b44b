using System.Collections;
using Lle.Deploy.Host.CommandLine;
using Lle.Deploy.Options;

namespace Lle.Deploy.Host.Operations;

/// <summary>What a command line asks of the engine.</summary>
/// <param name="IsPackage">What is deployed comes in one file.</param>
internal sealed record HostRequest(EngineRequest Request, bool IsPackage)
{
    /// <returns>null: it does not say enough, which has been told.</returns>
    public static HostRequest? Of(Arguments arguments, EngineListener listener)
    {
        var given = new Dictionary<string, string>(arguments.Values, StringComparer.OrdinalIgnoreCase);
        var package = false;
        switch (arguments.Verb.Name, arguments.Argument)
        {
            case ("rollback", { } id):
                given[OptionTable.DeploymentId.Name] = id;
                break;
            case ("restore", { } timestamp):
                given[OptionTable.BackupTimestamp.Name] = timestamp;
                break;
            case ("deploy" or "plan" or "update", { } folder) when Directory.Exists(folder):
                given[OptionTable.PayloadDir.Name] = folder;
                break;
            case ("deploy" or "plan" or "update", { } file):
                package = true;
                GivePackage(arguments.Verb.Name, file, given);
                break;
        }

        var concerns = InstallationChoice.Concerns(arguments);
        if (concerns && InstallationChoice.Complete(given) is { } problem)
        {
            listener.Tell(problem);
            return null;
        }

        InstallationChoice.Locate(given);

        return new HostRequest(
            new EngineRequest
            {
                Options = given,
                Items = [.. arguments.Placeholders.Select(Placeholder)],
                BaseDirectory = Environment.CurrentDirectory,
                Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e =>
                    (string)e.Value!, StringComparer.Ordinal),
                HostProgram = OwnProgram.Path,
                UsesInstalledOptions = concerns && arguments.Verb.Name != "status",
                AllowCommands = arguments.Has(Verbs.AllowCommands),
            },
            package);
    }

    private static void GivePackage(string operation, string file, Dictionary<string, string> given)
    {
        given[OptionTable.UpdatePackage.Name] = file;
        if (given.TryGetValue(OptionTable.Version.Name, out var version))
        {
            given[OptionTable.UpdateVersion.Name] = version;
        }

        if (operation == "deploy" && !given.ContainsKey(OptionTable.TrustedKeys.Name))
        {
            // "update" is for going forward; "deploy" deploys what it is given, unless signatures say which way is forward.
            given.TryAdd(OptionTable.AllowDowngrade.Name, "true");
        }
    }

    private static EngineItem Placeholder(KeyValuePair<string, string> placeholder) =>
        new(ItemTable.Placeholder.Name, placeholder.Key, new Dictionary<string, string> { ["Value"] = placeholder.Value });
}
