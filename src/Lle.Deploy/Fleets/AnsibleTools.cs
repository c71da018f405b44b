using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Fleets;

/// <summary>Ansible as this machine has it, started with an environment of our making.</summary>
/// <param name="settings">Of the roll-out.</param>
/// <param name="collections">The folder that holds ansible_collections.</param>
/// <param name="environment">The front end's: where programs, keys and agents are.</param>
internal sealed class AnsibleTools(FleetSettings settings, string collections, IReadOnlyDictionary<string, string> environment)
{
    private const string PlaybookName = "ansible-playbook";
    private const int OutputLimit = 1 << 20;

    // By default every connection is compressed (-C), which costs two thirds of a processor second a host for lle and makes no bundle
    // smaller, and results are looked for a thousand times a second.
    private const string OwnConfiguration = """
        [defaults]
        internal_poll_interval = 0.01
        [ssh_connection]
        ssh_args = -o ControlMaster=auto -o ControlPersist=60s

        """;

    private static readonly string[] Kept = ["HOME", "USER", "LOGNAME", "SSH_AUTH_SOCK", "TMPDIR", "ANSIBLE_VAULT_PASSWORD_FILE"];

    /// <exception cref="DeploymentException">LLE2305: there is none.</exception>
    public string Playbook { get; } = Find(settings.AnsiblePlaybook ?? PlaybookName, environment);

    /// <summary>Plays, and hands over what the callback writes meanwhile.</summary>
    /// <returns>null: it came to its end; else what it said.</returns>
    public string? Play(AnsibleFiles files, string scratch, int forks, Action<string> line, CancellationToken cancellation)
    {
        var inventories = settings.Inventory is { } theirs ? new[] { "-i", theirs, "-i", files.Inventory } : ["-i", files.Inventory];
        var request = new LaunchRequest(Playbook, [.. inventories, "--forks", $"{forks}", files.Playbook])
        {
            WorkingDirectory = files.Folder,
            Environment = Variables(scratch, files),
            TimeLimit = TimeSpan.FromDays(2),
            OutputLimit = OutputLimit,
        };
        using var tail = new EventTail(files.Events, line);
        var result = Launcher.Run(request, cancellation);
        tail.Dispose();
        return tail.SawEnd ? null : Said(result);
    }

    /// <summary>The hosts of their inventory that a pattern means, in order.</summary>
    /// <exception cref="DeploymentException">LLE2306: it cannot be read.</exception>
    public IReadOnlyList<string> HostsOf(string pattern, string scratch, CancellationToken cancellation)
    {
        var ansible = Path.Combine(Path.GetDirectoryName(Playbook)!, "ansible");
        var result = Launcher.Run(new LaunchRequest(ansible, ["-i", settings.Inventory!, pattern, "--list-hosts"])
        {
            Environment = Variables(scratch, null),
            TimeLimit = TimeSpan.FromMinutes(5),
            OutputLimit = OutputLimit,
        }, cancellation);
        return result.Succeeded
            ? [.. Encoding.UTF8.GetString(result.Output).Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0)]
            : throw new DeploymentException(DiagnosticCatalog.InventoryRefused(settings.Inventory!, pattern, Said(result)));
    }

    private Dictionary<string, string> Variables(string scratch, AnsibleFiles? files)
    {
        var variables = Kept.Where(environment.ContainsKey).ToDictionary(name => name, name => environment[name]);
        variables["PATH"] = environment.GetValueOrDefault("PATH") ?? SafeEnvironment.Path;
        variables["LANG"] = variables["LC_ALL"] = "C.UTF-8";
        // Both names: one is of before 2.19, one of after.
        variables["ANSIBLE_COLLECTIONS_PATH"] = variables["ANSIBLE_COLLECTIONS_PATHS"] = collections;
        variables["ANSIBLE_STDOUT_CALLBACK"] = "lle.deploy.events";
        variables["ANSIBLE_HOST_KEY_CHECKING"] = "true";
        variables["ANSIBLE_RETRY_FILES_ENABLED"] = "false";
        variables["ANSIBLE_NOCOLOR"] = "1";
        variables["ANSIBLE_HOME"] = variables["ANSIBLE_LOCAL_TEMP"] = scratch;
        // A socket's path may have 107 characters.
        variables["ANSIBLE_SSH_CONTROL_PATH_DIR"] = Path.Combine(scratch, "cp");
        variables["ANSIBLE_SSH_COMMON_ARGS"] = string.Join(' ', SshArguments());
        if (settings.Inventory is null)
        {
            // One of somebody else's, in a home or a working directory, has no say here.
            var empty = Path.Combine(scratch, "ansible.cfg");
            File.WriteAllText(empty, OwnConfiguration);
            variables["ANSIBLE_CONFIG"] = empty;
        }
        else if (File.Exists(Path.Combine(Path.GetDirectoryName(settings.Inventory)!, "ansible.cfg")))
        {
            variables["ANSIBLE_CONFIG"] = Path.Combine(Path.GetDirectoryName(settings.Inventory)!, "ansible.cfg");
        }

        if (files is not null)
        {
            variables["LLE_FLEET_EVENTS"] = files.Events;
            variables["LLE_FLEET_REQUESTS"] = files.Requests;
        }

        return variables;
    }

    private IEnumerable<string> SshArguments()
    {
        yield return "-o StrictHostKeyChecking=yes";
        yield return "-o ServerAliveInterval=5 -o ServerAliveCountMax=3";
        if (settings.SshConfig is { } config)
        {
            yield return $"-F {Quoted(config)}";
        }

        if (settings.KnownHosts is { } known)
        {
            yield return $"-o UserKnownHostsFile={Quoted(known)} -o GlobalKnownHostsFile=/dev/null";
        }
    }

    private static string Quoted(string path) => Text.ShellLiteral.Quote(path);

    private static string Said(LaunchResult result)
    {
        var lines = Encoding.UTF8.GetString([.. result.Errors, .. result.Output]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ',
            (lines.Where(line => line.StartsWith("ERROR", StringComparison.Ordinal)) is var errors && errors.Any() ? errors
            : lines.TakeLast(3)).Select(line => line.Trim())) is { Length: > 0 } said ? said
                : $"{result.Outcome}, exit code {result.ExitCode}";
    }

    private static string Find(string name, IReadOnlyDictionary<string, string> environment)
    {
        var found = Path.IsPathRooted(name) ? name
            : SearchPath.Find(name, environment.GetValueOrDefault("PATH") ?? SafeEnvironment.Path);
        return found is not null && File.Exists(found) ? found : throw new DeploymentException(DiagnosticCatalog.AnsibleMissing(name));
    }
}
