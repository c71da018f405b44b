using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Payload;

/// <summary>
/// The program of a payload as something that can be started and that is exactly the bytes that were verified: between the verification and
/// the start somebody could have swapped the file in the payload folder.
/// </summary>
internal sealed class VerifiedProgram : IDisposable
{
    private readonly PosixFile? memory;
    private readonly PrivateFolder? folder;

    private VerifiedProgram(PosixFile memory)
    {
        this.memory = memory;
        Path = memory.Path;
    }

    private VerifiedProgram(PrivateFolder folder, string path)
    {
        this.folder = folder;
        Path = path;
    }

    /// <summary>To be started by; good until this is disposed.</summary>
    public string Path { get; }

    /// <summary>A sealed file in memory; where there are none, a file in a new private folder.</summary>
    public static VerifiedProgram Of(PayloadFile program) =>
        MemoryFile.TryCreate(program.Name, program.Content.Span) is { } memory ? new VerifiedProgram(memory) : Copy(program);

    /// <summary>The second way, which needs a temporary directory that lets programs run.</summary>
    public static VerifiedProgram Copy(PayloadFile program)
    {
        var folder = new PrivateFolder();
        try
        {
            using var directory = PosixDirectory.Open(folder.Root);
            using var file = directory.Create(program.Name);
            file.Write(program.Content.Span);
            file.SetMode(0x1c0);
            return new VerifiedProgram(folder, file.Path);
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
