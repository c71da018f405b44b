using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>
/// The program of a payload as something that can be started and that is exactly the bytes that were verified: between the verification and
/// the start somebody could have swapped the file in the payload folder.
/// </summary>
internal sealed class VerifiedProgram : IDisposable
{
    private static readonly string[] TemporaryDirectories = [PrivateFolder.DefaultParent, "/var/tmp", "/dev/shm", "/run", "/"];

    private const string TrialFolder = "payload";

    private readonly PosixFile? memory;
    private readonly PrivateFolder? folder;

    private VerifiedProgram(PosixFile memory)
    {
        this.memory = memory;
        Path = memory.Path;
    }

    private VerifiedProgram(string path, PrivateFolder? folder = null)
    {
        this.folder = folder;
        Path = path;
    }

    /// <summary>To be started by; good until this is disposed.</summary>
    public string Path { get; }

    /// <summary>The whole payload beside it; null: it was copied alone.</summary>
    public string? Folder { get; private init; }

    /// <summary>A sealed file in memory; where there are none, a file in a new private folder.</summary>
    public static VerifiedProgram Of(PayloadFile program) =>
        MemoryFile.TryCreate(program.Name, program.Content.Span) is { } memory ? new VerifiedProgram(memory) : Copy(program);

    /// <summary>
    /// Every way there is to make it one that can be started, the best first: a file of its own name, because programs look themselves up
    /// (/proc/self/exe), in the first temporary directory that lets programs run; and in memory, where no directory does.
    /// </summary>
    /// <param name="tree">The payload, where the program needs what lies beside it; then memory is no way.</param>
    /// <param name="prepared">A copy of it that is there already.</param>
    public static IEnumerable<VerifiedProgram> Ways(PayloadFile program, PayloadFolder? tree = null, PreparedTree? prepared = null)
    {
        if (prepared is not null)
        {
            yield return new VerifiedProgram(System.IO.Path.Combine(prepared.Path, tree!.BinaryPath)) { Folder = prepared.Path };
        }

        foreach (var parent in TemporaryDirectories.Where(Directory.Exists))
        {
            if (TryCopy(program, tree, parent) is { } copy)
            {
                yield return copy;
            }
        }

        if (tree is null && MemoryFile.TryCreate(program.Name, program.Content.Span) is { } memory)
        {
            yield return new VerifiedProgram(memory);
        }
    }

    private static VerifiedProgram? TryCopy(PayloadFile program, PayloadFolder? tree, string parent)
    {
        try
        {
            return tree is null ? Copy(program, parent) : CopyTree(tree, parent);
        }
        catch (Exception refused) when (refused is PosixException or DeploymentException)
        {
            return null;
        }
    }

    private static VerifiedProgram CopyTree(PayloadFolder payload, string parent)
    {
        var folder = new PrivateFolder(parent);
        try
        {
            using var directory = PosixDirectory.Open(LayoutResolver.Resolve("LlePayloadDir", folder.Root));
            TreeStaging.Write(directory, TrialFolder, payload.ToStage(new FileTraits(0)), WorkMeter.Silent, CancellationToken.None);
            var tree = System.IO.Path.Combine(folder.Root, TrialFolder);
            return new VerifiedProgram(System.IO.Path.Combine(tree, payload.BinaryPath), folder) { Folder = tree };
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A file in a new private folder; it can be started where that lies on a file system that lets programs run.</summary>
    public static VerifiedProgram Copy(PayloadFile program, string? parent = null)
    {
        var folder = new PrivateFolder(parent);
        try
        {
            using var directory = PosixDirectory.Open(Directory.CreateDirectory(System.IO.Path.Combine(folder.Root, TrialFolder)).FullName);
            using var file = directory.Create(program.Name);
            file.Write(program.Content.Span);
            file.SetMode(FileModes.Private);
            return new VerifiedProgram(file.Path, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        memory?.Dispose();
        folder?.Dispose();
    }
}
