using System.Diagnostics;
using System.Security.Cryptography;
using Lle.Deploy.Configuration;
using Lle.Deploy.Installed;
using Lle.Deploy.Layout;
using Lle.Deploy.Measurements;
using Lle.Deploy.Monitoring;
using Lle.Deploy.Payload;

namespace Lle.Deploy.Tests.Monitoring;

/// <summary>A prefix on disk as a deployment leaves it: a real shell, its configuration, and the three scripts.</summary>
internal sealed class InstalledShell : IDisposable
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _root = Directory.CreateTempSubdirectory("lle-").FullName;

    public InstalledShell(string prefixName = "prefix", ScriptSettings? settings = null)
    {
        var prefix = Path.Combine(_root, prefixName);
        Layout = new TargetLayout(prefix, $"{prefix}/etc/lusush", $"{prefix}/var/lib/lusush", $"{prefix}/var/log/lusush",
            $"{prefix}/var/lib/lusush/backups", "lusush");
        Settings = settings ?? new ScriptSettings("20250102_030405", "1.2.3", new Budgets(1_000_000, 1_000_000), ReadinessPercent: 95);
        foreach (var directory in new[] { Layout.BinDir, Layout.ConfigDir, Layout.DataDir, Layout.LogDir })
        {
            Directory.CreateDirectory(directory, RenderedFile.Script);
        }

        Directory.CreateDirectory(Layout.BackupDir, Private | UnixFileMode.UserExecute);
        File.Copy(Tools.Require("dash"), Layout.Binary);
        File.SetUnixFileMode(Layout.Binary, RenderedFile.Script);
        Write(Layout.Configuration, "[performance]\nmax_startup_time=1000\n", RenderedFile.Data);
        Write(Layout.SecurityConfiguration, GeneratedFiles.SecurityConfiguration("id", "date", "user"), Private);
        Write(Layout.MonitoringConfiguration, GeneratedFiles.MonitoringConfiguration(Nameable(Layout), Settings.Budgets, "id", "date"),
            RenderedFile.Data);
        Write(Layout.SecurityAuditLog, "", Private);
        Write(Layout.DeploymentState, "LLE Deployment State\nCurrent Deployment ID: 20250102_030405\nStatus: ACTIVE\n", RenderedFile.Data);
        foreach (var script in InstalledScripts.Render(Layout, Settings))
        {
            File.WriteAllBytes(script.Path, script.Content);
            File.SetUnixFileMode(script.Path, script.Mode);
        }

        ListChecksums(Layout.Binary, Layout.Configuration);
    }

    public TargetLayout Layout { get; }

    public ScriptSettings Settings { get; }

    public string Root => _root;

    /// <summary>Interpreters of the scripts; the real Lusush, which no distribution packages, where LLE_TEST_LUSUSH names one.</summary>
    public static IEnumerable<object[]> Shells =>
    [
        ["dash"], ["busybox sh"], ["mksh"], ["ksh"], ["yash -o posixly-correct"], ["posh"], ["bash --posix"],
        .. Environment.GetEnvironmentVariable("LLE_TEST_LUSUSH") is { Length: > 0 } lusush ? [[lusush]] : Array.Empty<object[]>(),
    ];

    /// <summary>A configuration line cannot name a path with a control character in it.</summary>
    private static TargetLayout Nameable(TargetLayout layout) =>
        layout.LogDir.Any(char.IsControl) ? layout with { LogDir = "/elsewhere" } : layout;

    public void ListChecksums(params string[] files) => Write(
        Layout.Checksums,
        ChecksumList.Format(files.Select(file => new ChecksumEntry(
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), file))),
        RenderedFile.Data);

    /// <summary>Puts a script in the shell's place.</summary>
    public void ReplaceBinary(string script)
    {
        File.Delete(Layout.Binary);
        Write(Layout.Binary, script, RenderedFile.Script);
    }

    public void Configure(string key, string value)
    {
        var lines = File.ReadAllLines(Layout.MonitoringConfiguration)
            .Select(line => line.StartsWith(key + "=", StringComparison.Ordinal) ? $"{key}={value}" : line);
        File.WriteAllLines(Layout.MonitoringConfiguration, lines);
    }

    public void AppendToMonitoring(string text) => File.AppendAllText(Layout.MonitoringConfiguration, text);

    /// <summary>Runs a script in an empty environment with the working directory "/".</summary>
    public Ran Run(string shell, string script, string[]? arguments = null, Dictionary<string, string>? environment = null,
        string? workingDirectory = null)
    {
        var words = shell.Split(' ');
        if (words[0] == "yash" && !script.All(char.IsAscii))
        {
            // yash holds every text as wide characters; in the C locale it can take no other letters at all, not even as its argument.
            environment = new(environment ?? []) { ["LC_ALL"] = "C.UTF-8" };
        }

        return Start(Tools.Require(words[0]), [.. words[1..], script, .. arguments ?? []], environment,
            workingDirectory ?? Path.GetPathRoot(_root));
    }

    public static Ran Start(string executable, string[] arguments, Dictionary<string, string>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(120_000), $"{executable} did not end");
        return new Ran(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    public static void Write(string path, string text, UnixFileMode mode)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

internal sealed record Ran(int ExitCode, string Output, string Errors)
{
    public string All => $"exit {ExitCode}\n{Output}\n{Errors}";
}
