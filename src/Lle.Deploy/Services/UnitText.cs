using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Layout;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>What a unit, or a run script, says: the project's template, or the documented default, with the installation's facts in
/// it.</summary>
internal static partial class UnitText
{
    private const string Fact = "LLE_DEPLOYED_";

    private static readonly string[] stopping = ["ExecStop", "PIDFile", "KillMode", "KillSignal", "Type="];
    private static readonly string[] homes = ["/home/", "/root/", "/run/user/"];

    public static string Of(Service service, TargetLayout layout, DeployedFacts facts) =>
        service.Template is { } template ? Fill(template, Values(service, layout, facts, ForTemplate(service)))
            : service.Manager == ServiceManagerKind.Runit ? RunScript(service, layout, facts)
            : Fill(Resources.Text("lle-unit.service"), Values(service, layout, facts, Percent));

    /// <summary>Recovers once; what lle can do about it is done then, and the units go. Where another operation is at work (exit code 2),
    /// it is tried again.</summary>
    /// <param name="command">A shell's command line.</param>
    /// <param name="unit">Its name.</param>
    public static string OfUndo(string command, string unit) => $"""
        [Unit]
        Description=Rolls back a deployment that was not confirmed

        [Service]
        Type=oneshot
        ExecStart=/bin/sh -c {Word($"{command}; c=$?; [ $c = 2 ] || {Away(unit)}; exit $c")}

        """;

    /// <summary>As long as its journal stands, before the services, and once: what it cannot recover needs a person.</summary>
    /// <param name="units">They wait for it; one that does not exist does no harm.</param>
    public static string OfBootRecovery(
        string command, string unit, TargetLayout layout, string journal, IReadOnlyList<string> units) => $"""
        [Unit]
        Description=Recovers {Percent(layout.Name)} after an operation that was interrupted, before its services are started
        {OnlyWith(journal)}
        RequiresMountsFor={Word(layout.Prefix)} {Word(layout.DataDir)}
        Before={string.Join(' ', units)}

        [Service]
        Type=oneshot
        ExecStart=/bin/sh -c {Word($"{command}; c=$?; cd {SystemdManager.UnitDir} && rm -f {unit} *.wants/{unit}; exit $c")}
        TimeoutStartSec=10min

        [Install]
        WantedBy=multi-user.target

        """;

    public static string OnlyWith(string path) => $"ConditionPathExists={Percent(path)}";

    private static string Away(string unit) =>
        $"{{ systemctl disable --quiet --now {unit}.timer; rm -f {SystemdManager.UnitDir}/{unit}.*; }}";

    /// <param name="wait">From now, or from the start of the machine.</param>
    public static string OfUndoTimer(TimeSpan wait) => $"""
        [Unit]
        Description=Rolls back a deployment that was not confirmed

        [Timer]
        OnActiveSec={wait.TotalSeconds:0}
        OnUnitInactiveSec=60
        AccuracySec=1s

        [Install]
        WantedBy=timers.target

        """;

    /// <summary>Whether nothing but the facts differs, which alone are no reason to start anything anew.</summary>
    public static bool IsSame(string one, string other) => Essence(one).SequenceEqual(Essence(other));

    /// <summary>Whether the facts in a unit are another installation's. One without facts is for whoever uses it.</summary>
    public static bool IsOfAnother(string text, TargetLayout layout) => text.Split('\n').Select(line => line.Trim()).Any(line =>
        Differs(line, "PREFIX", layout.Prefix) || Differs(line, "NAME", layout.Name));

    private static bool Differs(string line, string fact, string value) =>
        line.StartsWith($"Environment=\"{Fact}{fact}=", StringComparison.Ordinal) && line != $"Environment={Word($"{Fact}{fact}={value}")}";

    /// <summary>Whether stopping it means something else now: then it has to be stopped before the manager reads the new file.</summary>
    public static bool StopsDifferently(string one, string other) => !Stopping(one).SequenceEqual(Stopping(other));

    private static IEnumerable<string> Essence(string text) =>
        text.Split('\n').Select(line => line.TrimEnd()).Where(line => !line.Contains(Fact, StringComparison.Ordinal));

    private static IEnumerable<string> Stopping(string text) => text.Split('\n').Select(line => line.Trim()).Where(line =>
        stopping.Any(key => line.StartsWith(key, StringComparison.Ordinal)));

    /// <summary>Only these markers: a unit holds other words that begin with '@'. What a value holds is not looked at again.</summary>
    private static string Fill(string template, Dictionary<string, string> values) => Marker().Replace(
        template, marker => values.GetValueOrDefault(marker.Groups[1].Value, marker.Value));

    [GeneratedRegex("@(?:LLE_)?([A-Z_]+)@")]
    private static partial Regex Marker();

    private static Dictionary<string, string> Values(
        Service service, TargetLayout layout, DeployedFacts facts, Func<string, string> escape) => new()
        {
            ["INSTALL_PREFIX"] = escape(layout.Prefix),
            ["CONFIG_DIR"] = escape(layout.ConfigDir),
            ["DATA_DIR"] = escape(layout.DataDir),
            ["LOG_DIR"] = escape(layout.LogDir),
            ["VERSION"] = escape(facts.Version),
            ["NAME"] = escape(facts.Name),
            ["PROGRAM"] = service.Template is null ? Word(layout.Binary) : escape(layout.Binary),
            ["FACTS"] = string.Join('\n', facts.Environment.Select(fact => $"Environment={Word($"{fact.Key}={fact.Value}")}")),
            ["USER"] = service.User is { } user ? $"User={escape(user)}" : "DynamicUser=yes",
            ["HOME"] = IsInHome(layout) ? "read-only" : "yes",
        };

    private static bool IsInHome(TargetLayout layout) =>
        homes.Any(home => (layout.Prefix + "/").StartsWith(home, StringComparison.Ordinal));

    private static Func<string, string> ForTemplate(Service service) =>
        service.Manager == ServiceManagerKind.Systemd ? Percent : text => text;

    private static string Percent(string text) => text.Replace("%", "%%", StringComparison.Ordinal);

    /// <summary>One word of a unit: in double quotes, with C escapes; % is a specifier and $ a variable, doubled they are
    /// themselves.</summary>
    private static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            _ = part switch
            {
                (byte)'%' => word.Append("%%"),
                (byte)'$' => word.Append("$$"),
                (byte)'"' or (byte)'\\' => word.Append('\\').Append((char)part),
                < 0x20 or >= 0x7f => word.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{part:x2}"),
                _ => word.Append((char)part),
            };
        }

        return $"\"{word}\"";
    }

    private static string RunScript(Service service, TargetLayout layout, DeployedFacts facts)
    {
        var text = new StringBuilder("#!/bin/sh\n");
        foreach (var (name, value) in facts.Environment)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"export {name}={ShellLiteral.Quote(value)}\n");
        }

        var user = service.User is null ? "" : $"chpst -u {ShellLiteral.Quote(service.User)} ";
        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"exec {user}{ShellLiteral.Quote(layout.Binary)} 2>&1\n")
            .ToString();
    }
}
