using System.Text.RegularExpressions;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>Reads what a project says of its fleet. Every bad value is reported before any host is asked.</summary>
/// <param name="given">Options by name; an empty value counts as not given.</param>
/// <param name="baseDirectory">Relative paths start here.</param>
internal sealed partial class FleetReader(IReadOnlyDictionary<string, string> given, string baseDirectory)
{
    private static readonly MetadataOptions metadata = new(ItemTable.Host.Metadata, option => option.Group != OptionGroup.Fleet,
        (item, name, why) => DiagnosticCatalog.HostValueRefused(item.Include, name, why));

    private readonly OptionValues values = new(given);

    /// <exception cref="DeploymentException">All problems found.</exception>
    public FleetSettings Read(IReadOnlyList<ItemValues> items)
    {
        var hosts = items.Select(Host).ToList();
        if (hosts.Count == 0 && values.Optional(FleetOptions.Inventory) is null)
        {
            values.Problems.Add(DiagnosticCatalog.FleetWithoutHosts());
        }

        values.Problems.AddRange(hosts.GroupBy(host => host.Name).Where(group => group.Count() > 1)
            .Select(group => DiagnosticCatalog.HostTwice(group.Key)));
        var settings = new FleetSettings
        {
            Hosts = hosts,
            Inventory = PathOf(FleetOptions.Inventory),
            Pattern = values.Text(FleetOptions.Hosts),
            Batches = values.List(FleetOptions.Batches),
            MaxFailures = Count(FleetOptions.MaxFailures),
            Offline = values.Choice<OfflineRule>(FleetOptions.Offline),
            Undo = values.Choice<UndoRule>(FleetOptions.Undo),
            ConfirmSeconds = (int)values.Whole(FleetOptions.Confirm),
            Run = values.Optional(FleetOptions.Run),
            Rollout = values.Optional(FleetOptions.Rollout) ?? Guid.NewGuid().ToString("N")[..16],
            RequiresFrom = values.List(FleetOptions.RequirePromotedFrom),
            PatienceSeconds = (int)values.Whole(FleetOptions.Patience),
            Pauses = values.Flag(FleetOptions.Pause),
            AnsiblePlaybook = values.Optional(FleetOptions.AnsiblePlaybook),
            SshConfig = PathOf(FleetOptions.SshConfig),
            KnownHosts = PathOf(FleetOptions.KnownHosts),
            HostOptions = HostOptions.Of(given),
        };
        CheckName(FleetOptions.Run, settings.Run);
        CheckName(FleetOptions.Rollout, settings.Rollout);
        return values.Problems.Count == 0 ? settings : throw new DeploymentException(values.Problems);
    }

    /// <summary>Folders are named by it, here and on hosts.</summary>
    private void CheckName(Option option, string? name)
    {
        if (name is not null && (name.Length > FleetRun.LongestName || !PlainName().IsMatch(name)))
        {
            values.Refuse(option, "", $"letters, digits, '.', '_' and '-', at most {FleetRun.LongestName}");
        }
    }

    private string? PathOf(Option option)
    {
        if (values.Optional(option) is not { } path)
        {
            return null;
        }

        var full = Path.GetFullPath(path, baseDirectory);
        return File.Exists(full) || Directory.Exists(full) ? full : values.Refuse<string?>(option, null, "the path of a file that exists");
    }

    private string Count(Option option) =>
        values.Text(option).Trim() is var text && CountPattern().IsMatch(text) ? text
            : values.Refuse(option, "0", "a number, or a percentage like 10%");

    /// <summary>What a host is told of its own, whatever is wrong with it.</summary>
    public static IReadOnlyDictionary<string, string> OptionsOf(ItemValues host) => metadata.Read(host, []);

    private FleetHost Host(ItemValues item)
    {
        var options = metadata.Read(item, values.Problems);
        Expect(item, "name", item.Include, PlainName(), "letters, digits, '.', '_' and '-'");
        Expect(item, "Address", item["Address"], AddressPattern(), "a name or an address");
        Expect(item, "Port", item["Port"], PortPattern(), "a number from 1 to 65535");
        Expect(item, "User", item["User"], PlainName(), "the name of a user");
        Expect(item, "Group", item["Group"], PlainName(), "letters, digits, '.', '_' and '-'");
        Expect(item, "Become", item["Become"].ToLowerInvariant(), BecomePattern(), "true or false");
        return new FleetHost(item.Include, IsItem: true)
        {
            Address = NullIfEmpty(item["Address"]),
            Port = NullIfEmpty(item["Port"]),
            User = NullIfEmpty(item["User"]),
            Group = NullIfEmpty(item["Group"]),
            Become = item["Become"].Equals("true", StringComparison.OrdinalIgnoreCase),
            Options = options,
        };
    }

    private void Expect(ItemValues item, string name, string value, Regex pattern, string expected)
    {
        if (value.Length > 0 && !pattern.IsMatch(value))
        {
            values.Problems.Add(DiagnosticCatalog.HostValueRefused(item.Include, name, $"It is '{value}'; expected {expected}"));
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"^[0-9]{1,6}%?$")]
    private static partial Regex CountPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]*$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:%-]*$")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^(true|false)$")]
    private static partial Regex BecomePattern();

    [GeneratedRegex(@"^([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$")]
    private static partial Regex PortPattern();
}
