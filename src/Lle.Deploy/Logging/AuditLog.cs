using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Logging;

/// <summary>
/// A log whose lines hold each other: changing, inserting or deleting one breaks the chain from there on. Cutting lines off the end does
/// not; for that the head has to be known elsewhere (it is printed into the build log and the report). The deployment lock keeps a
/// second writer out. Mode 600: it names users, paths and reasons.
/// </summary>
internal sealed class AuditLog : IDisposable
{
    private const uint Mode = FileModes.Secret;
    private readonly PosixFile file;
    private readonly TimeProvider clock;
    private string next = "";

    /// <summary>A write failed: how much of its line stands in the file has to be looked up.</summary>
    private bool uncertain = true;

    private AuditLog(PosixFile file, TimeProvider clock)
    {
        this.file = file;
        this.clock = clock;
    }

    public string Path => file.Path;

    /// <summary>SHA-256 of the last line; of nothing, where there is none yet.</summary>
    public string Head => next;

    /// <summary>Opens or creates it, in a directory that exists. A log from before the chain goes on with one.</summary>
    public static AuditLog Open(string path, TimeProvider clock)
    {
        try
        {
            using var directory = PosixDirectory.OpenParent(path, out var name);
            var isNew = directory.Status(name) is null;
            var log = new AuditLog(directory.OpenAppend(name, Mode), clock);
            if (isNew)
            {
                directory.Sync();
            }
            else if (log.file.Status() is var status && status.Mode != Mode && status.User == Accounts.CurrentUser)
            {
                // Others than us may have made it, readable by all.
                log.file.SetMode(Mode);
            }

            log.FindEnd();
            return log;
        }
        catch (PosixException exception)
        {
            throw NotWritten(path, exception);
        }
    }

    /// <summary>One line, durable when this returns.</summary>
    /// <param name="withNext">It becomes durable with the line that follows it at once.</param>
    public void Append(string id, string text, bool withNext = false)
    {
        try
        {
            FindEnd();
            AppendLine(id, text, withNext);
        }
        catch (PosixException exception)
        {
            throw NotWritten(file.Path, exception);
        }
    }

    /// <param name="knownHead">A head noted earlier: some line must still have it.</param>
    public static AuditVerdict Verify(string path, string? knownHead = null)
    {
        try
        {
            using var directory = PosixDirectory.OpenParent(path, out var name);
            using var file = directory.OpenRead(name);
            var chain = new AuditChain(path, knownHead);
            AuditReader.Read(file, chain.Add);
            return chain.Finish();
        }
        catch (PosixException exception)
        {
            throw new DeploymentException(DiagnosticCatalog.AuditUnreadable(path, exception.Diagnostics[0].Message), exception);
        }
    }

    public void Dispose() => file.Dispose();

    private void AppendLine(string id, string text, bool withNext = false)
    {
        var line = Encoding.UTF8.GetBytes(AuditLine.Format(clock.GetUtcNow(), id, text, next) + "\n");
        uncertain = true;
        file.Write(line);
        if (!withNext)
        {
            file.Sync();
        }

        uncertain = false;
        next = AuditLine.Hash(line.AsSpan(0, line.Length - 1));
    }

    /// <summary>Reads on which line the chain goes on; an incomplete line is ended, and this is recorded.</summary>
    private void FindEnd()
    {
        if (!uncertain)
        {
            return;
        }

        var chain = new AuditChain(file.Path, null);
        var torn = false;
        using var directory = PosixDirectory.OpenParent(file.Path, out var name);
        using var content = directory.OpenRead(name);
        AuditReader.Read(content, (line, ended) =>
        {
            chain.Add(line, ended);
            torn = !ended;
        });
        next = chain.NextHash;
        if (torn)
        {
            file.Write("\n"u8);
            AppendLine("RECOVERY", AuditLine.TornNotice + " while it was being written");
        }

        uncertain = false;
    }

    private static DeploymentException NotWritten(string path, PosixException exception) =>
        new(DiagnosticCatalog.AuditNotWritten(path, exception.Diagnostics[0].Message), exception);
}
