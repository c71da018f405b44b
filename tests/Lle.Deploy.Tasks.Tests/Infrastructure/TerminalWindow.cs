using System.Collections;
using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Microsoft.Win32.SafeHandles;

namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>A dotnet command on a pseudo-terminal of its own, as in a window that somebody closes.</summary>
internal sealed class TerminalWindow : IDisposable
{
    private readonly SafeFileHandle master;
    private readonly int pid;
    private readonly Thread reader;
    private readonly StringBuilder seen = new();

    public TerminalWindow(string directory, params string[] arguments)
    {
        var descriptor = TerminalCalls.OpenMaster(TerminalCalls.MasterFlags);
        Assert.AreEqual(0, TerminalCalls.Grant(descriptor));
        Assert.AreEqual(0, TerminalCalls.Unlock(descriptor));
        Assert.IsTrue(TerminalCalls.SetSize(descriptor, 40, 120));
        master = new SafeFileHandle(descriptor, ownsHandle: true);
        using var spawn = new SpawnPlan(new LaunchRequest(Cli.Dotnet, arguments) { WorkingDirectory = directory, Environment = OnATerminal() });
        spawn.OpenAsInput(TerminalCalls.SlavePath(descriptor)!).Connect(0, 1).Connect(0, 2);
        Assert.AreEqual(0, spawn.Start(out pid));
        reader = new Thread(Read) { IsBackground = true };
        reader.Start();
    }

    public bool HasEnded => Child.HasEnded(pid, Cli.Dotnet);

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

    /// <summary>The kernel hangs the terminal up: SIGHUP to the command, EIO to whoever writes.</summary>
    public void Dispose() => master.Dispose();

    /// <returns>How the command ended.</returns>
    public ChildEnd Finish() => Child.Reap(pid, Cli.Dotnet);

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = RandomAccess.Read(master, buffer, 0)) > 0;)
            {
                lock (seen)
                {
                    seen.Append(Encoding.UTF8.GetString(buffer, 0, count));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The command has ended, or the window is closed.
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
