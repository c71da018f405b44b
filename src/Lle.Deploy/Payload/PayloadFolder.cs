using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>The folder that is deployed, read: the program, its configuration template, and the checksum list, signature and VERSION if it
/// has them.</summary>
internal sealed record PayloadFolder(
    string Path, PayloadFile Binary, PayloadFile? Template, PayloadFile? Checksums, PayloadFile? Signature,
    PayloadFile? Version = null)
{
    public const string DefaultTemplateName = "lle.conf.template";
    public const string ChecksumsName = "checksums.sha256";
    public const string SignatureName = "checksums.sha256.sig";

    /// <summary>The document's program; others may go without a configuration file.</summary>
    private const string NeedsTemplate = "lusush";

    private const long MaximumTextBytes = 4 << 20;
    private const uint AnyoneMayExecute = 0b001_001_001;

    /// <summary>Where the program is in the payload folder.</summary>
    public string BinarySource { get; init; } = Binary.Name;

    /// <summary>Where the program is in the version folder; in a payload of one file that gets none: its name.</summary>
    public string BinaryPath { get; init; } = Binary.Name;

    /// <summary>Its files are reached through links at their places below the prefix.</summary>
    public bool IsLinkedTree => BinaryPath.Contains('/', StringComparison.Ordinal);

    /// <summary>Further configuration files, read: by their paths in the folder.</summary>
    public IReadOnlyDictionary<string, PayloadFile> ConfigFiles { get; init; } = new Dictionary<string, PayloadFile>();

    /// <summary>What is installed as a whole; null: the program alone is installed.</summary>
    public IReadOnlyList<TreeEntry>? Tree { get; init; }

    /// <summary>The folder, without a link on the way.</summary>
    public string RealPath => LayoutResolver.Resolve("LlePayloadDir", Path);

    /// <param name="owner">Of whatever says nothing of its own.</param>
    public TreeToStage ToStage(FileTraits owner) => new(RealPath, Tree!, owner, PayloadTree.DirectoryMode);

    /// <summary>The same with everything in the folder that is to be deployed.</summary>
    public PayloadFolder WithTree(IReadOnlyList<string> excludes, PayloadAdditions additions, CancellationToken cancellation) =>
        With(PayloadTree.Read(RealPath, this, excludes, additions, cancellation));

    /// <summary>The same as a tree of the program alone, and of what the project adds to it.</summary>
    public PayloadFolder AsTree(PayloadAdditions additions, CancellationToken cancellation)
    {
        var asTree = this with { BinaryPath = $"bin/{Binary.Name}" };
        return asTree.With(PayloadTree.ReadOne(RealPath, asTree, additions, cancellation));
    }

    /// <summary>The same with its further configuration files.</summary>
    /// <param name="sources">Relative to the folder.</param>
    public PayloadFolder WithConfigFiles(IReadOnlyList<string> sources)
    {
        var findings = new Findings();
        var files = new Dictionary<string, PayloadFile>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (PayloadFile.TryRead(System.IO.Path.Combine(Path, source), MaximumTextBytes) is { } file)
            {
                files[source] = file;
            }
            else
            {
                findings.Add(DiagnosticCatalog.ConfigFileInvalid(
                    source, $"the payload folder '{Path}' does not contain it{Elsewhere(source)}"));
            }
        }

        findings.ThrowIfFailed();
        return this with { ConfigFiles = files };
    }

    /// <summary>Where the folder has a file of this name instead.</summary>
    private string Elsewhere(string source)
    {
        var name = System.IO.Path.GetFileName(source);
        var found = PayloadContents.Files(Path).Where(file => System.IO.Path.GetFileName(file) == name)
            .Select(file => $"'{System.IO.Path.GetRelativePath(Path, file)}'").Order(StringComparer.Ordinal).Take(3).ToList();
        return found.Count == 0 ? "" : $"; it contains {string.Join(", ", found)}";
    }

    /// <summary>The program is looked at twice, and must be the same both times.</summary>
    private PayloadFolder With(IReadOnlyList<TreeEntry> tree)
    {
        var program = ProgramIn(tree);
        return program?.Sha256 == Binary.Sha256
            ? this with { Tree = tree, BinarySource = program.Path == BinaryPath ? BinarySource : program.SourcePath }
            : throw new DeploymentException(DiagnosticCatalog.ContentChanged(Binary.Path));
    }

    /// <summary>The mode of the program; null: it is installed alone.</summary>
    public uint? ProgramMode => Tree is null ? null : ProgramIn(Tree)?.Mode;

    /// <summary>The file that is the program, or that the link of its name leads to: one program may have several names.</summary>
    private TreeEntry? ProgramIn(IReadOnlyList<TreeEntry> tree)
    {
        const int MostLinks = 40;
        var path = BinaryPath;
        for (var links = 0; links < MostLinks; links++)
        {
            var entry = tree.FirstOrDefault(entry => entry.Path == path);
            if (entry?.Kind != FileKind.SymbolicLink)
            {
                return entry;
            }

            path = PayloadTree.Landing(path!, entry.Target!);
        }

        return null;
    }

    /// <summary>Programs of a tree are looked for in bin; null: there is none in sbin either.</summary>
    private static string? InSbin(string folder, string binaryName, PayloadKind kind) =>
        kind == PayloadKind.Tree && File.Exists(System.IO.Path.Combine(folder, "sbin", binaryName)) ? $"../sbin/{binaryName}" : null;

    public string ChecksumsPath => System.IO.Path.Combine(Path, ChecksumsName);

    public string SignaturePath => System.IO.Path.Combine(Path, SignatureName);

    /// <summary>Reads everything, and complains about everything at once.</summary>
    /// <param name="source">The property that says where the payload comes from.</param>
    /// <param name="hasDefaultRules">Lusush's own rules for its configuration count; without a template there would be none.</param>
    public static PayloadFolder Open(
        string folder, string binaryName, string templateName = DefaultTemplateName, string source = "LlePayloadDir",
        PayloadKind kind = PayloadKind.File, bool hasDefaultRules = true)
    {
        if (!Directory.Exists(folder))
        {
            throw new DeploymentException(DiagnosticCatalog.PayloadFolderMissing(folder, File.Exists(folder)));
        }

        var findings = new Findings();
        var place = kind == PayloadKind.Tree ? "bin/" : "";
        var binary = Read("LleBinaryName", binaryName, PayloadFile.MaximumBytes,
            path => DiagnosticCatalog.PayloadBinaryMissing(path, source, InSbin(folder, binaryName, kind)), place);
        var template = Read("LleConfigTemplate", templateName, MaximumTextBytes,
            binaryName == NeedsTemplate && hasDefaultRules ? path => DiagnosticCatalog.PayloadTemplateMissing(path, source) : null);
        var checksums = Read("", ChecksumsName, ChecksumList.MaximumBytes, null);
        var signature = Read("", SignatureName, MaximumTextBytes, null);
        var version = Read("", PayloadContents.VersionName, MaximumTextBytes, null);
        if (binary is not null)
        {
            CheckProgram(binary, findings);
        }

        findings.ThrowIfFailed();
        return new PayloadFolder(folder, binary!, template, checksums, signature, version)
        {
            BinaryPath = place +
            binaryName,
            BinarySource = place + binaryName
        };

        PayloadFile? Read(string property, string name, long limit, Func<string, Diagnostic>? missing, string below = "")
        {
            if (!IsFileName(name))
            {
                findings.Add(DiagnosticCatalog.PayloadNameInvalid(property, name));
                return null;
            }

            var path = System.IO.Path.Combine(folder, below + name);
            try
            {
                var file = PayloadFile.TryRead(path, limit);
                if (file is null && missing is not null)
                {
                    findings.Add(missing(path));
                }

                return file;
            }
            catch (DeploymentException exception)
            {
                foreach (var diagnostic in exception.Diagnostics)
                {
                    findings.Add(diagnostic);
                }

                return null;
            }
        }
    }

    public static bool IsFileName(string name) => name is not ("" or "." or "..") && name.AsSpan().IndexOfAny('/', '\0') < 0;

    private static void CheckProgram(PayloadFile binary, Findings findings)
    {
        if ((binary.Mode & AnyoneMayExecute) == 0)
        {
            findings.Add(DiagnosticCatalog.PayloadNotExecutable(binary.Path, FileModes.Octal(binary.Mode)));
        }

        if (binary.Content.IsEmpty)
        {
            findings.Add(DiagnosticCatalog.PayloadBinaryEmpty(binary.Path));
        }
    }
}
