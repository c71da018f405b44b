using System.Globalization;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>systemd, asked by systemctl. Words are read, never exit codes or positions: both say less than they seem to.</summary>
internal sealed class SystemdManager(TargetLayout layout) : ServiceManager
{
    private const string Properties =
        "Id,LoadState,ActiveState,SubState,Result,ExecMainStatus,MainPID,ControlGroup,InvocationID,NRestarts,RestartUSec,UnitFileState," +
        "FragmentPath,RequiredBy,BoundBy,ConsistsOf";

    /// <summary>Where an administrator's units are.</summary>
    public const string UnitDir = "/etc/systemd/system";

    /// <summary>The folders that systemd reads units from.</summary>
    public static IReadOnlyList<string> UnitDirs { get; } =
        [UnitDir, "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    private static readonly string[] programs = ["/usr/bin/systemctl", "/bin/systemctl"];
    private static readonly string[] dependents = ["RequiredBy", "BoundBy", "ConsistsOf"];
    private static readonly string[] running = ["active", "reloading", "refreshing"];
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan JobLimit = TimeSpan.FromSeconds(180);

    /// <summary>systemd is this machine's init, and can be asked.</summary>
    public static bool IsHere => Directory.Exists("/run/systemd/system") && Program is not null;

    /// <summary>The machine is being started: a job that waits for services which wait for this very program would never end.</summary>
    public static bool IsStarting => IsHere
        && Tool(LookLimit, CancellationToken.None, "is-system-running").Output.Trim() is "initializing" or "starting";

    private static string? Program => programs.FirstOrDefault(File.Exists);

    public override Diagnostic? Problem(Service service)
    {
        var state = Look(service);
        var reason = state.Enablement.StartsWith("masked", StringComparison.Ordinal) ? "it is masked"
            : state.Enablement == "bad" || state.Word.StartsWith("error", StringComparison.Ordinal) ? "its unit cannot be read"
            : !IsOurs(service) && TextOf(state.Source) is { } text && UnitText.IsOfAnother(text, layout)
                ? $"another installation made its unit '{state.Source}'; give this one a Unit of its own"
            : Accounts.CurrentUser != 0 && state.Exists ? "only root may start and stop it"
            : null;
        return reason is null ? null : DiagnosticCatalog.ServiceNotUsable(service.Name, service.Unit, reason);
    }

    public override ServiceState Look(Service service)
    {
        if (!IsHere)
        {
            return ServiceState.Absent with { Word = "unknown: systemd does not run here" };
        }

        var (output, problem) = Tool(LookLimit, CancellationToken.None, "show", service.Unit, "-p", Properties);
        if (problem is not null)
        {
            throw service.Failed("look", problem);
        }

        var values = Read(output);
        var (active, sub) = (values.GetValueOrDefault("ActiveState", ""), values.GetValueOrDefault("SubState", ""));
        var main = int.TryParse(values.GetValueOrDefault("MainPID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var load = values.GetValueOrDefault("LoadState", "");
        return new ServiceState
        {
            Exists = load != "not-found",
            IsRunning = running.Contains(active) || (active == "activating" && sub != "auto-restart"),
            IsLooping = sub == "auto-restart",
            Word = load is "error" or "bad-setting" ? $"{load}: {active} ({sub})" : Word(active, sub, values),
            MainProcess = main,
            Processes = ControlGroup.Processes(values.GetValueOrDefault("ControlGroup", "")),
            Invocation = values.GetValueOrDefault("InvocationID", ""),
            Restarts = int.TryParse(values.GetValueOrDefault("NRestarts"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count : 0,
            RestartPause = SystemdTime.Parse(values.GetValueOrDefault("RestartUSec", "")),
            Enablement = values.GetValueOrDefault("UnitFileState", ""),
            Source = values.GetValueOrDefault("FragmentPath", ""),
            Links = UnitLinks.Of(service.Unit),
            Dependents = [.. dependents
                .SelectMany(name => values.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(IsActiveService).Distinct()],
        };
    }

    public override void Start(Service service, CancellationToken cancellation) => Job(service, "start", cancellation);

    /// <summary>As <see cref="FilesChanged"/>, where nothing depends on it.</summary>
    public static void Reread() => _ = Tool(JobLimit, CancellationToken.None, "daemon-reload");

    /// <summary>Does not wait until it runs.</summary>
    public static void Queue(Service service) =>
        _ = Tool(LookLimit, CancellationToken.None, "start", "--no-block", service.Unit);

    public override void Stop(Service service, CancellationToken cancellation)
    {
        if (Look(service).Exists)
        {
            Do(service, "stop", cancellation);
            // That it failed before it was stopped is nobody's concern any more, and would outlive its unit.
            _ = Tool(LookLimit, cancellation, "reset-failed", service.Unit);
        }
    }

    public override void Restart(Service service, CancellationToken cancellation) => Job(service, "restart", cancellation);

    public override void Reload(Service service, CancellationToken cancellation)
    {
        if (service.ReloadCommand.Length > 0)
        {
            base.Reload(service, cancellation);
        }
        else
        {
            Do(service, "reload", cancellation);
        }
    }

    /// <summary>Always: whether systemd itself thinks that it is needed depends on times of files, which a restored file has not.</summary>
    public override void FilesChanged(CancellationToken cancellation)
    {
        if (IsHere && Accounts.CurrentUser == 0 && Tool(JobLimit, cancellation, "daemon-reload").Problem is { } problem)
        {
            throw new Service("systemd").Failed("daemon-reload", problem);
        }
    }

    public override void Enable(Service service, CancellationToken cancellation) => Do(service, "enable", cancellation);

    public override void Disable(Service service, CancellationToken cancellation)
    {
        if (IsOurs(service))
        {
            Do(service, "disable", cancellation);
        }
    }

    public override void RestoreLinks(Service service, ServiceState before)
    {
        if (IsHere && Accounts.CurrentUser == 0)
        {
            UnitLinks.Restore(service.Unit, before.Links);
        }
    }

    public override void StartDependents(ServiceState before, CancellationToken cancellation)
    {
        foreach (var unit in before.Dependents.Where(unit => !IsActiveService(unit)))
        {
            Do(new Service(unit) { Unit = unit }, "start", cancellation);
        }
    }

    /// <summary>Made here, so that it is ours to enable and disable.</summary>
    private bool IsOurs(Service service) => InstalledState.TryReadBytes(layout.UnitCopy(service.Unit)) is not null;

    private static string? TextOf(string unit)
    {
        try
        {
            return unit.Length == 0 ? null : File.ReadAllText(unit);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsActiveService(string unit) =>
        unit.EndsWith(".service", StringComparison.Ordinal)
        && Tool(LookLimit, CancellationToken.None, "show", unit, "-p", "ActiveState").Output.Trim() == "ActiveState=active";

    /// <summary>A start counts against the limit of starts, ours like a crash's: what was counted before is forgotten first.</summary>
    private void Job(Service service, string verb, CancellationToken cancellation)
    {
        _ = Tool(LookLimit, cancellation, "reset-failed", service.Unit);
        try
        {
            Do(service, verb, cancellation);
        }
        catch (DeploymentException)
        {
            // Killing systemctl leaves its job at work.
            if (Look(service).Word.StartsWith("activating", StringComparison.Ordinal))
            {
                _ = Tool(JobLimit, CancellationToken.None, "stop", service.Unit);
            }

            throw;
        }
    }

    private void Do(Service service, string verb, CancellationToken cancellation)
    {
        if (Tool(JobLimit, cancellation, verb, service.Unit).Problem is { } problem)
        {
            throw service.Failed(verb, $"{problem} (it is {Look(service).Word})");
        }
    }

    private static (string Output, string? Problem) Tool(
        TimeSpan limit, CancellationToken cancellation, params IReadOnlyList<string> arguments) =>
        Program is { } program ? ServiceCommand.Tool(program, limit, cancellation, arguments) : ("", "there is no systemctl");

    private static Dictionary<string, string> Read(string output) => output.Split('\n')
        .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);

    private static string Word(string active, string sub, Dictionary<string, string> values) =>
        active == "failed" ? $"failed ({values.GetValueOrDefault("Result")}, status {values.GetValueOrDefault("ExecMainStatus")})"
        : $"{active} ({sub})";
}
