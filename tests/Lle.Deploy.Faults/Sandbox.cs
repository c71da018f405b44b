using Lle.Deploy.Backups;
using Lle.Deploy.Deployments;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Faults;

/// <summary>A folder with payloads and a prefix, whose states can be kept and brought back.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly bool isFirst = true;
    private readonly bool isTree;
    private int states;

    /// <summary>The states of a power cut are recovered by the thousand, and no program is launched beside them.</summary>
    static Sandbox() => UnusedTrees.Grace = TimeSpan.Zero;

    /// <param name="isTree">The payloads are trees: several programs, links, empty files and directories, private and shared
    /// places.</param>
    public Sandbox(bool isTree = false)
    {
        this.isTree = isTree;
        var parent = Environment.GetEnvironmentVariable("LLE_FAULT_DIR") ?? (Directory.Exists("/dev/shm") ? "/dev/shm" : "/tmp");
        Root = Directory.CreateDirectory(Path.Combine(parent, $"lle-faults-{Guid.NewGuid():N}"[..20])).FullName;
        File.SetUnixFileMode(Root, (UnixFileMode)0x1ed);
        Prefix = Path.Combine(Directory.CreateDirectory(Target).FullName, "prefix");
        Layout = Options("A").Layout;
    }

    private Sandbox(Sandbox first, string prefix, string program)
    {
        isFirst = false;
        isTree = first.isTree;
        Root = first.Root;
        Prefix = prefix;
        Program = program;
        Layout = Options("A").Layout;
    }

    /// <summary>Another installation with the payloads of this one; it goes with this one.</summary>
    public Sandbox Beside(string prefix, string program) => new(this, prefix, program);

    public string Root { get; }

    public string Program { get; } = "lusush";

    /// <summary>Holds the prefix and nothing else.</summary>
    public string Target => Path.Combine(Root, "target");

    public string Prefix { get; }

    public TargetLayout Layout { get; }

    /// <summary>What a program under the prefix prints for a version.</summary>
    public static string Answer(string version) => $"this is version {version}";

    /// <summary>A payload folder whose program says its version, and whose files have a size of their own.</summary>
    public string Payload(string version)
    {
        var folder = Path.Combine(Root, Program == "lusush" ? $"payload-{version}" : $"payload-{Program}-{version}");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            var padding = new string('#', 1000 + (version[0] * 40));
            if (isTree)
            {
                TreePayload.Fill(folder, version, Program);
            }

            Write(Path.Combine(folder, isTree ? $"bin/{Program}" : Program), $"#!/bin/sh\necho '{Answer(version)}'\n{padding}\n", 0x1ed);
            Write(
                Path.Combine(folder, "lle.conf.template"),
                $"[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\nrelease_{version}=yes\n" +
                $"[memory]\npool=yes\n[display]\nprefix=@LLE_INSTALL_PREFIX@\n[security]\nenforce=true\n# {padding}\n",
                0x1a4);
        }

        return folder;
    }

    public static void Write(string path, string text, uint mode)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    /// <summary>Property=Value: no gate is in the way, nothing is measured more than once.</summary>
    public string[] Properties(string version, params string[] more) =>
    [
        $"LleInstallPrefix={Prefix}", $"LleBinaryName={Program}", $"LlePayloadDir={Payload(version)}",
        $"LleVersion={version[0] - 'A' + 1}.0.0", "LleStartupRuns=1",
        "LleMeasureResponse=false",
        "LleDefaultProbes=false", "LleMaxStartupTime=60000000", "LleReadinessThreshold=0", "LleReadinessRollbackThreshold=0",
        "LleValidationThreshold=0",
        "LleRequiredDiskSpace=0", .. isTree ? ["LlePayloadKind=tree"] : Array.Empty<string>(), .. more,
    ];

    /// <summary>The words that make lle do an operation with these properties; a backup's name stands behind "restore" and nowhere
    /// else.</summary>
    public string[] Command(string operation, string version, params string[] more)
    {
        const string Backup = "LleBackupTimestamp=";
        var properties = Properties(version, more);
        var backup = operation == "restore" ? properties.Where(p => p.StartsWith(Backup, StringComparison.Ordinal))
            .Select(p => p[Backup.Length..]) : [];
        return [operation, .. backup, .. InProcessOptions.Arguments(
            properties.Where(p => !p.StartsWith(Backup, StringComparison.Ordinal)))];
    }

    public DeploymentOptions Options(string version, params string[] more) => InProcessOptions.Read(Properties(version, more));

    /// <summary>Runs an operation in this process; diagnostics are kept in <see cref="Told"/>.</summary>
    public DeploymentRecord Run(string operation, string version = "A", params string[] more) => Run(operation, Options(version, more));

    public DeploymentRecord Run(string operation, DeploymentOptions options)
    {
        Told.Clear();
        return InProcessRun.Run(operation, options, Told.Add, measures: false);
    }

    /// <summary>As <see cref="Run"/>, and it must succeed.</summary>
    public DeploymentRecord Do(string operation, string version = "A", params string[] more)
    {
        var record = Run(operation, version, more);
        Assert.IsTrue(InProcessRun.IsGood(record), $"{operation} {version}: {record.Status}: {string.Join("; ", Told)}");
        return record;
    }

    public List<Diagnostic> Told { get; } = [];

    public IReadOnlyList<string> BackupIds => BackupIdsOf(Layout);

    public static IReadOnlyList<string> BackupIdsOf(TargetLayout layout) => [.. Backup.All(layout.BackupDir).Select(b => b.Id)];

    /// <summary>Keeps what stands under the prefix.</summary>
    public string Save()
    {
        var state = Path.Combine(Root, $"state-{++states}");
        if (Directory.Exists(Prefix))
        {
            Tool("cp", "-a", Prefix, state);
        }

        return state;
    }

    public void Load(string state)
    {
        Clear();
        if (Directory.Exists(state))
        {
            Tool("cp", "-a", state, Prefix);
        }
    }

    public void Clear()
    {
        if (Directory.Exists(Prefix))
        {
            Directory.Delete(Prefix, recursive: true);
        }
    }

    public static void Tool(string name, params string[] arguments)
    {
        var run = ProcessRun.Start(Tools.Require(name), arguments);
        Assert.AreEqual(0, run.ExitCode, $"{name} {string.Join(' ', arguments)}: {run.Errors}");
    }

    public void Dispose()
    {
        if (isFirst)
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
