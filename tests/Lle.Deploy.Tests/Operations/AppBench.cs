using System.Diagnostics;
using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Tests.Support;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Tests.Operations;

/// <summary>An application of several files (a script that prints its version and a file beside it), and a prefix to deploy it
/// to.</summary>
internal sealed class AppBench(CancellationToken cancellation) : IDisposable
{
    private const UnixFileMode Program = (UnixFileMode)0x1ed;
    private readonly Scratch scratch = new();

    /// <summary>Nothing is launched beside most of these tests.</summary>
    static AppBench() => UnusedTrees.Grace = TimeSpan.FromMilliseconds(50);

    public List<Diagnostic> Told { get; } = [];

    /// <summary>Of every engine that is asked, beside a probe.</summary>
    public List<EngineItem> Items { get; } = [];

    /// <summary>Of every engine that is asked.</summary>
    public Dictionary<string, string> Options { get; } = new(StringComparer.Ordinal);

    /// <summary>false: the test itself changes the target while it is deployed to.</summary>
    public bool IsCompared { get; set; } = true;

    public string Prefix => scratch.At("prefix");

    public string At(string relative) => Path.Combine(Prefix, relative);

    /// <summary>A folder beside the prefix, made if it is missing.</summary>
    public string Source(string name) => Directory.CreateDirectory(scratch.At(name)).FullName;

    /// <summary>A copy of the prefix, as cp -a makes it.</summary>
    public string Copy()
    {
        Run.Tool("cp", scratch.Folder, "-a", Prefix, scratch.At("copy"));
        return scratch.At("copy");
    }

    /// <summary>Names of the version folders, in ordinal order.</summary>
    public IReadOnlyList<string> Versions => Directory.Exists(At("lib/lle/web/versions"))
        ? [.. Directory.GetDirectories(At("lib/lle/web/versions")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>What the installed program prints.</summary>
    public string Answer() => Run.Tool(At("bin/web"), scratch.Folder).Trim();

    public void Deploy(string version, params (string Name, string Value)[] options)
    {
        var result = Try(version, options);
        Assert.IsTrue(result.Succeeded, $"{version}: {result.Status}: {string.Join("; ", Told)}");
    }

    public OperationResult Try(string version, params (string Name, string Value)[] options)
    {
        MakePayload(version);
        return Engine(version, [("LlePayloadKind", "app"), .. options]).Deploy(cancellation);
    }

    /// <summary>Deploys what make install would make: bin, share and what a version has beside that.</summary>
    public OperationResult TryTree(string version, params string[] files)
    {
        MakeTree(version, files);
        return Engine(version, ("LlePayloadKind", "tree")).Deploy(cancellation);
    }

    /// <summary>Trees have a compiled program: a script is read by its interpreter while it runs, which may be after the switch.</summary>
    public bool IsCompiled { get; init; }

    public void MakeTree(string version, params string[] files)
    {
        var program = scratch.Write($"payload-{version}/bin/web", $$"""
            #!/bin/sh
            here=$(readlink -f "$0")
            [ "$1" = start ] || echo "{{version}} $(cat "${here%/*}/../share/web/text")"

            """, Program);
        if (IsCompiled)
        {
            Run.Tool(Tools.Require("cc"), scratch.Folder, "-O1", $"-DVERSION=\"{version}\"", "-o", program,
                Path.Combine(Repository.Root, "tests/Lle.Deploy.Tests/Operations/web.c"));
        }

        scratch.Write($"payload-{version}/share/web/text", $"data-{version}", (UnixFileMode)0x1a4);
        foreach (var file in files)
        {
            scratch.Write($"payload-{version}/{file}", $"{file} of {version}", (UnixFileMode)0x1a4);
        }
    }

    /// <summary>A further program of a tree that was made: a script.</summary>
    public void AddProgram(string version, string path, string script) =>
        scratch.Write($"payload-{version}/{path}", $"#!/bin/sh\n{script}\n", Program);

    public void DeployTree(string version, params string[] files)
    {
        var result = TryTree(version, files);
        Assert.IsTrue(result.Succeeded, $"{version}: {result.Status}: {string.Join("; ", Told)}");
    }

    public void DeployOneFile(string version, params (string Name, string Text)[] files)
    {
        scratch.Write($"payload-{version}/web", $"#!/bin/sh\necho '{version} alone'\n", Program);
        foreach (var (name, text) in files)
        {
            scratch.Write($"payload-{version}/{name}", text);
        }

        var result = Engine(version, [("LlePayloadKind", "file")]).Deploy(cancellation);
        Assert.IsTrue(result.Succeeded, $"{result.Status}: {string.Join("; ", Told)}");
    }

    public void Succeed(Func<PlannedEngine, OperationResult> operation, params (string Name, string Value)[] options)
    {
        var result = operation(Engine("1.0.0", options));
        Assert.IsTrue(result.Succeeded, $"{result.Status}: {string.Join("; ", Told)}");
    }

    public void Refused(string code, Func<PlannedEngine, OperationResult> operation)
    {
        Assert.IsFalse(operation(Engine("1.0.0")).Succeeded);
        CollectionAssert.Contains(Told.Select(diagnostic => diagnostic.Code).ToArray(), code);
    }

    public PlannedEngine Engine(string version, params (string Name, string Value)[] options)
    {
        Told.Clear();
        var values = WebOptions.Of(scratch.At($"payload-{version}"), version, "start");
        values["LleInstallPrefix"] = Prefix;
        foreach (var (name, value) in Options.Select(o => (o.Key, o.Value)).Concat(options))
        {
            values[name] = value;
        }

        var answers = new EngineItem("LleProbe", "answers",
            new Dictionary<string, string> { ["Arguments"] = "answer", ["ExpectOutput"] = @"[0-9]\.[0-9]\.0" });
        return new PlannedEngine(new EngineRequest { Options = values, Items = [answers, .. Items], BaseDirectory = scratch.Folder },
            new CollectingListener(Told))
        { IsCompared = IsCompared };
    }

    /// <summary>A process whose working directory is the folder; it ends when this is disposed.</summary>
    public IDisposable Start(string relative) =>
        new Running(Process.Start(new ProcessStartInfo(Tools.Require("sleep"), "600") { WorkingDirectory = At(relative) })!);

    /// <summary>A process that names a path of the prefix in its command line, as an interpreter does that has read its program already; it
    /// ends when this is disposed.</summary>
    public IDisposable Name(string relative) => new Running(Process.Start(Tools.Require("sh"), ["-c", "sleep 600; :", At(relative)]));

    /// <summary>Changes a file of a version folder, as an administrator in a hurry would.</summary>
    public void Spoil(string relative) => File.WriteAllText(At($"lib/lle/web/versions/{relative}"), "changed");

    /// <summary>Names, modes and contents of a version folder.</summary>
    public string Fingerprint(string version) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(At($"lib/lle/web/versions/{version}"), "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetUnixFileMode(path)} " +
        $"{(Directory.Exists(path) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))))}"));

    public void Dispose()
    {
        Run.Tool("chmod", scratch.Folder, "-R", "u+w", scratch.Folder);
        scratch.Dispose();
    }

    public void MakePayload(string version)
    {
        var folder = $"payload-{version}";
        if (Directory.Exists(scratch.At(folder)))
        {
            return;
        }

        scratch.Write($"{folder}/web", $$"""
            #!/bin/sh
            here=$(readlink -f "$0")
            case $1 in
              start) exit 0 ;;
              fail-when-installed) case $here in */versions/2.*) exit 3 ;; esac; exit 0 ;;
              *) echo "{{version}} $(cat "${here%/*}/data/link")" ;;
            esac

            """, Program);
        scratch.Write($"{folder}/data/text", $"data-{version}", (UnixFileMode)0x1a4);
        scratch.Write($"{folder}/web.pdb", "symbols");
        File.CreateSymbolicLink(scratch.At($"{folder}/data/link"), "text");
        Directory.CreateDirectory(scratch.At($"{folder}/empty"));
    }

    private sealed class Running(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.Dispose();
        }
    }
}
