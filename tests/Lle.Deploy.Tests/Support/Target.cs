using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Reporting;

namespace Lle.Deploy.Tests.Support;

/// <summary>A payload, a prefix to deploy it to, and the engine's door between them; every gate is wide open.</summary>
internal sealed class Target : IDisposable
{
    private const string Template =
        "[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\n" +
        "[memory]\npool=yes\n[display]\nprefix=@LLE_INSTALL_PREFIX@\n[security]\nenforce=true\n";

    private readonly Scratch scratch = new();

    /// <summary>Those that have been held against the published schema.</summary>
    private readonly HashSet<string> results = new(StringComparer.Ordinal);

    private string LogDir => At("var/log");

    public Target()
    {
        // Directories above a scratch folder may be anybody's; whose they are is not what these tests are about.
        Options["LleAllowInsecurePrefix"] = "true";
        Options["LleInstallPrefix"] = Prefix;
        Options["LleConfigDir"] = At("etc/lusush");
        Options["LleDataDir"] = At("var/lib/lusush");
        Options["LleLogDir"] = At("var/log/lusush");
        Options["LleBackupDir"] = At("var/lib/lusush/backups");
        Options["LlePayloadDir"] = scratch.At("payload");
        Options["LleVersion"] = "1.0.0";
        Options["LleStartupRuns"] = "1";
        Options["LleMeasureResponse"] = "false";
        Options["LleDefaultProbes"] = "false";
        Options["LleMaxStartupTime"] = "60000000";
        Options["LleReadinessThreshold"] = "0";
        Options["LleReadinessRollbackThreshold"] = "0";
        Options["LleValidationThreshold"] = "0";
        Options["LleRequiredDiskSpace"] = "0";
        Payload("echo first");
        Configuration(Template);
    }

    public Dictionary<string, string> Options { get; } = new(StringComparer.Ordinal);

    public List<EngineItem> Items { get; } = [];

    public List<Diagnostic> Told { get; } = [];

    public List<PhaseProgress> Phases { get; } = [];

    /// <summary>How far work was, each time it was told.</summary>
    public List<WorkProgress> Progress { get; } = [];

    /// <summary>From when and how often progress is told.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(10);

    public string Prefix => scratch.At("prefix");

    public string Binary => At("bin/lusush");

    public string At(string path) => Path.Combine(Prefix, path);

    /// <summary>The program of the payload: what sh is to do.</summary>
    public void Payload(string script) => scratch.Write("payload/lusush", $"#!/bin/sh\n{script}\n", (UnixFileMode)0x1ed);

    /// <summary>A further file of the payload.</summary>
    public void Add(string path, string text) => scratch.Write("payload/" + path, text, (UnixFileMode)0x1a4);

    public void Configuration(string template) => scratch.Write("payload/lle.conf.template", template, (UnixFileMode)0x1a4);

    public PlannedEngine Engine()
    {
        ResultSchema.Check(LogDir, results);
        Told.Clear();
        Phases.Clear();
        Progress.Clear();
        return new PlannedEngine(
            new EngineRequest { Options = Options, Items = Items, BaseDirectory = scratch.Folder }, new Listener(this));
    }

    /// <summary>Deploys, and it must succeed.</summary>
    public OperationResult Deployed(string? version = null)
    {
        Options["LleVersion"] = version ?? Options["LleVersion"];
        return Good(Engine().Deploy(CancellationToken.None));
    }

    public OperationResult Good(OperationResult result)
    {
        ResultSchema.Check(LogDir, results);
        Assert.IsTrue(result.Succeeded, $"{result.Status}: {string.Join("; ", Told)}");
        return result;
    }

    public bool WasTold(string code) => Told.Exists(diagnostic => diagnostic.Code == code);

    /// <summary>Every path below the prefix with mode and content, apart from what the engine keeps for itself.</summary>
    public IReadOnlyDictionary<string, string> Tree() => !Directory.Exists(Prefix) ? new Dictionary<string, string>() : Directory
        .EnumerateFileSystemEntries(Prefix, "*", SearchOption.AllDirectories)
        .Where(path => !path.StartsWith(At("var"), StringComparison.Ordinal))
        .ToDictionary(path => path, Content);

    public void IsStill(IReadOnlyDictionary<string, string> tree) =>
        Assert.AreEqual(string.Join('\n', tree.OrderBy(p => p.Key, StringComparer.Ordinal)),
            string.Join('\n', Tree().OrderBy(p => p.Key, StringComparer.Ordinal)));

    private static string Content(string path) =>
        $"{File.GetUnixFileMode(path)} " +
            (Directory.Exists(path) ? "directory" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

    public void Dispose() => scratch.Dispose();

    private sealed class Listener(Target target) : EngineListener
    {
        public override void Tell(Diagnostic diagnostic) => target.Told.Add(diagnostic);

        public override TimeSpan ProgressInterval => target.ProgressInterval;

        public override void Progressed(WorkProgress progress) => target.Progress.Add(progress);

        public override void PhaseEnded(PhaseProgress phase) => target.Phases.Add(phase);
    }
}
