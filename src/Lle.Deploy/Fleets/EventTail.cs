using System.Text;

namespace Lle.Deploy.Fleets;

/// <summary>Hands over the lines of a file while another process writes it.</summary>
internal sealed class EventTail : IDisposable
{
    private const string End = "\"event\": \"end\"";

    private readonly string path;
    private readonly Action<string> tell;
    private readonly Thread reader;
    private readonly ManualResetEventSlim ended = new();
    private readonly StringBuilder part = new();
    private long read;
    private bool disposed;

    public EventTail(string path, Action<string> tell)
    {
        this.path = path;
        this.tell = tell;
        reader = new Thread(Follow) { IsBackground = true };
        reader.Start();
    }

    /// <summary>The last line was seen: all plays have come to their end.</summary>
    public bool SawEnd { get; private set; }

    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        ended.Set();
        reader.Join();
        ended.Dispose();
    }

    private void Follow()
    {
        while (!ended.Wait(TimeSpan.FromMilliseconds(100)))
        {
            Take();
        }

        Take();
    }

    private void Take()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = read;
        var bytes = new byte[file.Length - read];
        read += file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        part.Append(Encoding.UTF8.GetString(bytes));
        var text = part.ToString();
        var whole = text.LastIndexOf('\n') + 1;
        part.Remove(0, whole);
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            SawEnd |= line.Contains(End, StringComparison.Ordinal);
            tell(line);
        }
    }
}
