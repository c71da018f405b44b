using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Services;

/// <summary>An LleService item as it was written: a name and metadata, each empty where it was not given.</summary>
internal sealed record ServiceText(string Name, Func<string, string> Of)
{
    private const string Type = "LleService";

    private static readonly string[] neededByCommands = ["StartCommand", "PidFile"];
    private static readonly string[] unusedByCommands = ["Unit", "Template", "User"];
    private static readonly string[] ofCommands = ["StartCommand", "StopCommand"];

    /// <summary>All of them, or every complaint at once.</summary>
    /// <param name="baseDirectory">Where a relative template starts.</param>
    /// <param name="binaryName">The program's name, which the only service may have been named after.</param>
    public static IReadOnlyList<Service> ReadAll(IEnumerable<ServiceText> texts, string baseDirectory)
    {
        var findings = new Findings();
        var services = texts.Select(text => text.Read(baseDirectory, findings)).ToList();
        foreach (var twice in services.GroupBy(service => $"{service.Manager} {service.Unit}").Where(group => group.Count() > 1))
        {
            findings.Add(DiagnosticCatalog.ServiceInvalid(Type, twice.Last().Name, "Unit", twice.First().Unit,
                $"a unit that LleService '{twice.First().Name}' does not name"));
        }

        findings.ThrowIfFailed();
        return services;
    }

    private Service Read(string baseDirectory, Findings findings)
    {
        var manager = Choice("Manager", ServiceManagerKind.Systemd, findings);
        var service = new Service(Name)
        {
            Manager = manager,
            Unit = Unit(manager, findings),
            Template = TemplateOf(baseDirectory, findings),
            User = Text("User") is { Length: > 0 } user ? user : null,
            OnChange = Choice("OnChange", OnChange.Restart, findings),
            StartCommand = Text("StartCommand"),
            StopCommand = Text("StopCommand"),
            ReloadCommand = Text("ReloadCommand"),
            UpgradeCommand = Text("UpgradeCommand"),
            PidFile = Text("PidFile") is { Length: > 0 } file ? file : null,
        };
        if (service.PidFile is { } pidFile && !pidFile.StartsWith('/'))
        {
            Refuse(findings, "PidFile", pidFile, "an absolute path");
        }

        if (!IsName(Name))
        {
            Refuse(findings, "Include", Name, "a name of letters, digits, '.', '_', '-' and '@'");
        }

        CheckManager(service, findings);
        return service;
    }

    /// <summary>What one manager needs and another would not look at.</summary>
    private void CheckManager(Service service, Findings findings)
    {
        if (service.Manager == ServiceManagerKind.Command)
        {
            foreach (var needed in neededByCommands.Where(name => Text(name).Length == 0))
            {
                Refuse(findings, needed, "", "a value, because Manager is 'command'");
            }

            foreach (var unused in unusedByCommands.Where(name => Text(name).Length > 0))
            {
                Refuse(findings, unused, Text(unused), "nothing, because Manager is 'command'");
            }

            if (service.OnChange == OnChange.Reload && service.ReloadCommand.Length == 0)
            {
                Refuse(findings, "ReloadCommand", "", "a value, because Manager is 'command' and OnChange is 'reload'");
            }

            return;
        }

        foreach (var unused in ofCommands.Where(name => Text(name).Length > 0))
        {
            Refuse(findings, unused, Text(unused), "nothing: only Manager 'command' runs it");
        }

        if (service.Manager == ServiceManagerKind.Runit && service.OnChange == OnChange.Reload && service.ReloadCommand.Length == 0)
        {
            Refuse(findings, "ReloadCommand", "", "a value, because Manager is 'runit' and OnChange is 'reload'");
        }
    }

    private string Unit(ServiceManagerKind manager, Findings findings)
    {
        var unit = Text("Unit") is { Length: > 0 } given ? given : Name;
        if (manager == ServiceManagerKind.Systemd && !unit.EndsWith(".service", StringComparison.Ordinal))
        {
            unit += ".service";
        }

        return IsName(unit) || unit == Name ? unit
            : Refuse(findings, "Unit", unit, "a name of letters, digits, '.', '_', '-' and '@'", Name);
    }

    private string? TemplateOf(string baseDirectory, Findings findings)
    {
        if (Text("Template") is not { Length: > 0 } template)
        {
            return null;
        }

        if (template.Contains('\n', StringComparison.Ordinal))
        {
            // A bundle brings the text itself.
            return Of("Template");
        }

        var path = Path.GetFullPath(template, baseDirectory);
        return File.Exists(path) ? File.ReadAllText(path) : Refuse(findings, "Template", template, "a file that exists", template);
    }

    /// <summary>What systemd takes as a unit's name, and neither a path nor an option of anybody.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and < 200 && name[0] is not ('-' or '.')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '\\');

    private string Text(string name) => Of(name).Trim();

    private T Choice<T>(string name, T otherwise, Findings findings) where T : struct, Enum
    {
        var text = Text(name);
        return text.Length == 0 ? otherwise
            : EnumWords.Find<T>(text)
            ?? Refuse(findings, name, text, string.Join(", ", Enum.GetNames<T>().Select(each => each.ToLowerInvariant())), otherwise);
    }

    private T Refuse<T>(Findings findings, string metadata, string value, string expected, T instead)
    {
        findings.Add(DiagnosticCatalog.ServiceInvalid(Type, Name, metadata, value, expected));
        return instead;
    }

    private void Refuse(Findings findings, string metadata, string value, string expected) =>
        Refuse(findings, metadata, value, expected, 0);
}
