using System.Collections;
using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>A command on a pseudo-terminal of its own, as in a window that somebody closes.</summary>
internal sealed class TerminalWindow : IDisposable
{
    private readonly int master;
    private readonly int pid;
    private readonly string program;
    private readonly Thread reader;
    private readonly StringBuilder seen = new();
    private volatile bool closed;

    public TerminalWindow(string directory, string program, params string[] arguments)
    {
        this.program = program;
        master = TerminalCalls.OpenMaster(TerminalCalls.MasterFlags);
        Assert.AreEqual(0, TerminalCalls.Grant(master));
        Assert.AreEqual(0, TerminalCalls.Unlock(master));
        Assert.IsTrue(TerminalCalls.SetSize(master, 40, 120));
        using var spawn = new SpawnPlan(
            new LaunchRequest(program, arguments) { WorkingDirectory = directory, Environment = OnATerminal() });
        spawn.OpenAsInput(TerminalCalls.SlavePath(master)!).Connect(0, 1).Connect(0, 2);
        Assert.AreEqual(0, spawn.Start(out pid));
        reader = new Thread(Read) { IsBackground = true };
        reader.Start();
    }

    public bool HasEnded => Child.HasEnded(pid, program);

    public string Seen
    {
        get
        {
            lock (seen)
            {
                return seen.ToString();
            }
        }
    }

    /// <summary>As somebody at the keyboard would; "\x03" is Ctrl+C.</summary>
    public unsafe void Type(string keys)
    {
        var bytes = Encoding.UTF8.GetBytes(keys);
        fixed (byte* start = bytes)
        {
            Assert.AreEqual(bytes.Length, (int)PipeCalls.Write(master, start, bytes.Length));
        }
    }

    /// <summary>The kernel hangs the terminal up: SIGHUP to the command, EIO to whoever writes.</summary>
    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            reader.Join();
            _ = PipeCalls.Close(master);
        }
    }

    /// <returns>How the command ended.</returns>
    public ChildEnd Finish() => Child.Reap(pid, program);

    private unsafe void Read()
    {
        var buffer = new byte[4096];
        var entry = new PollEntry { Descriptor = master, Events = PipeCalls.Readable };
        fixed (byte* start = buffer)
        {
            while (!closed)
            {
                if (PipeCalls.Poll(&entry, 1, 10) <= 0)
                {
                    continue;
                }

                // EIO when the command has ended.
                var count = PipeCalls.Read(master, start, buffer.Length);
                if (count <= 0)
                {
                    return;
                }

                lock (seen)
                {
                    seen.Append(Encoding.UTF8.GetString(buffer, 0, (int)count));
                }
            }
        }
    }

    private static Dictionary<string, string> OnATerminal()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => !Cli.IsNotForOthers((string)variable.Key))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        environment["TERM"] = "xterm-256color";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        return environment;
    }
}
