using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;

namespace Lle.Deploy.Tests.Bundles;

/// <summary>A payload in a folder of its own, and the bundles that are made of it.</summary>
internal sealed class BundleFolder : IDisposable
{
    public const string Template =
        "[performance]\nmax_startup_time=1000\ncache_hit_rate_target=75\n" +
        "[memory]\npool=yes\n[display]\nx=@LLE_INSTALL_PREFIX@\n[security]\nenforce=true\n";

    public BundleFolder()
    {
        Root = Directory.CreateTempSubdirectory("lle-bundle-").FullName;
        Directory.CreateDirectory(Payload);
        File.WriteAllText(Path.Combine(Payload, "lusush"), "#!/bin/sh\nexit 0\n");
        File.SetUnixFileMode(Path.Combine(Payload, "lusush"), (UnixFileMode)0x1ed);
        File.WriteAllText(Path.Combine(Payload, "lle.conf.template"), Template);
    }

    public string Root { get; }

    public string Payload => Path.Combine(Root, "payload");

    public string Prefix => Path.Combine(Root, "prefix");

    public List<Diagnostic> Told { get; } = [];

    public string Codes => string.Join(' ', Told.Where(d => d.Severity == Severity.Error).Select(d => d.Code));

    public Engine Engine(Dictionary<string, string> options, EngineItem[]? items = null, Dictionary<string, string>? environment = null,
        bool allowCommands = false)
    {
        Told.Clear();
        return new Engine(
            new EngineRequest
            {
                Options = options,
                Items = items ?? [],
                BaseDirectory = Root,
                Environment = environment ?? [],
                AllowCommands = allowCommands
            },
            new CollectingListener(Told));
    }

    public BundleResult Make(Dictionary<string, string>? more = null, EngineItem[]? items = null, Dictionary<string,
        string>? environment = null)
    {
        var options = new Dictionary<string, string>(more ?? []) { ["LlePayloadDir"] = Payload, ["LleVersion"] = "1.4.0" };
        return Engine(options, items, environment).MakeBundle(CancellationToken.None);
    }

    /// <summary>A deployment of a package whose gates are not what is tested.</summary>
    public OperationResult Deploy(string package, Dictionary<string, string>? more = null, bool allowCommands = false) =>
        Engine(
            new(more ?? [])
            {
                ["LleUpdatePackage"] = package,
                ["LleInstallPrefix"] = Prefix,
                ["LleStartupRuns"] = "5",
                ["LleMeasureResponse"] = "false",
                ["LleDefaultProbes"] = "false",
                ["LleReadinessThreshold"] = "0",
                ["LleReadinessRollbackThreshold"] = "0",
                ["LleRequiredDiskSpace"] = "0",
            },
            allowCommands: allowCommands).Update(CancellationToken.None);

    /// <summary>A bundle as anybody may make one: its list agrees with what is in it.</summary>
    public string Forge(string description)
    {
        const string Program = "#!/bin/sh\n", Version = "1.4.0\n";
        var list = $"{Hash(description)}  deployment.json\n{Hash(Version)}  VERSION\n{Hash(Program)}  lusush\n{Hash(Template)}  " +
            $"lle.conf.template\n";
        return Pack(("deployment.json", description), ("VERSION", Version), ("checksums.sha256", list), ("lusush", Program),
            ("lle.conf.template", Template));
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>An archive as anybody may make one.</summary>
    public string Pack(params (string Name, string Content)[] entries)
    {
        var path = Path.Combine(Root, $"{Guid.NewGuid():N}.tar.gz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var (name, content) in entries)
        {
            using var data = new MemoryStream(Encoding.UTF8.GetBytes(content));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data, Mode = (UnixFileMode)0x1ed });
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
