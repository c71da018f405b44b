using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Text;

namespace Lle.Deploy.Logging;

/// <summary>
/// The log of one deployment: "[time] [LEVEL] [PHASE] text". Before there is a log directory the lines wait; <see cref="Attach"/> writes
/// them. A line that cannot be written is not a reason to give up, but it is said: see <see cref="Failure"/>.
/// </summary>
internal sealed class DeploymentLog(TimeProvider clock, int totalPhases = 12) : IDisposable
{
    private const uint Mode = FileModes.Readable;
    private const int ExcerptLength = 50;
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly List<string> waiting = [];
    private PosixFile? file;
    private bool isDurable = true;

    /// <summary>INIT before the first phase.</summary>
    public string Phase { get; private set; } = "INIT";

    /// <summary>The file, once there is one.</summary>
    public string? Path { get; private set; }

    /// <summary>Why the log is not complete; null as long as it is.</summary>
    public Diagnostic? Failure { get; private set; }

    /// <summary>The last 50 lines, for the report.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (gate)
            {
                return [.. last];
            }
        }
    }

    /// <summary>Creates the file in a directory that exists, mode 644 whatever the umask, and writes what has waited.</summary>
    public void Attach(string path)
    {
        lock (gate)
        {
            Path = path;
            try
            {
                using var directory = PosixDirectory.OpenParent(path, out var name);
                file = directory.OpenAppend(name, Mode);
                directory.Sync();
                Append(string.Concat(waiting));
                waiting.Clear();
            }
            catch (DeploymentException exception)
            {
                Fail(exception);
            }
        }
    }

    public void Info(string text) => Write(LogLevel.Info, text);

    public void Warning(string text) => Write(LogLevel.Warning, text);

    public void Error(string text) => Write(LogLevel.Error, text);

    public void Critical(string text) => Write(LogLevel.Critical, text);

    public void Report(Diagnostic diagnostic) =>
        Write(diagnostic.Severity == Severity.Error ? LogLevel.Error : LogLevel.Warning, diagnostic.ToString());

    public void BeginPhase(int number, string name)
    {
        Phase = name;
        Info($"=== BEGIN PHASE {number}/{totalPhases}: {name} ===");
    }

    public void CompletePhase() => Info($"=== PHASE {Phase} COMPLETED SUCCESSFULLY ===");

    public void FailPhase(int code) => Error($"=== PHASE {Phase} FAILED (Exit Code: {code}) ===");

    public void Write(LogLevel level, string text)
    {
        lock (gate)
        {
            var line = $"[{LogTime.Format(clock.GetUtcNow())}] [{level.ToString().ToUpperInvariant()}] [{OneLine.Escape(Phase)}] " +
                $"{OneLine.Escape(text)}";
            last.Enqueue(line);
            if (last.Count > ExcerptLength)
            {
                last.Dequeue();
            }

            if (file is null)
            {
                waiting.Add(line + "\n");
                return;
            }

            try
            {
                Append(line + "\n");
            }
            catch (DeploymentException exception)
            {
                Fail(exception);
            }
        }
    }

    /// <summary>Makes the log durable. Look at <see cref="Failure"/> afterwards.</summary>
    public void Flush()
    {
        lock (gate)
        {
            try
            {
                if (!isDurable)
                {
                    file?.Sync();
                    isDurable = true;
                }
            }
            catch (DeploymentException exception)
            {
                Fail(exception);
            }
        }
    }

    public void Dispose()
    {
        Flush();
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    private void Append(string lines)
    {
        if (lines.Length > 0)
        {
            isDurable = false;
            file!.Write(Encoding.UTF8.GetBytes(lines));
        }
    }

    private void Fail(DeploymentException exception) =>
        Failure ??= DiagnosticCatalog.LogNotWritten(Path!, exception.Diagnostics[0].Message);
}
