using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>The two ways to a live session, and our ends of them.</summary>
internal readonly record struct SessionChannel(int ReadEnd, int WriteEnd, bool IsTerminal)
{
    private const ushort Rows = 40;
    private const ushort Columns = 120;

    /// <summary>Starts the program of the plan at the far end of a new channel.</summary>
    public static Session Open(string binary, ResponsePlan plan, CancellationToken cancellation)
    {
        var folder = new PrivateFolder(runAs: RunAs.Of(binary));
        try
        {
            var terminal = plan.Mode == ResponseMode.Terminal;
            var request = folder.Request(binary, plan.Arguments) with
            {
                Argv0 = plan.Argv0,
                Environment = RunVariables.Add(
                    SafeEnvironment.Of(folder.Home, terminal ? "xterm-256color" : "dumb"), plan.Environment, binary),
            };
            Signals.IgnoreBrokenPipe();
            using var spawn = new SpawnPlan(request);
            var (channel, pid, started) = terminal ? OverTerminal(spawn, binary) : OverPipes(spawn, binary);
            return new Session(channel, pid, binary, started, folder, plan.SessionLimit, cancellation);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Errors go where the output goes, as on a terminal: most shells print their prompt there.</summary>
    private static (SessionChannel Channel, int Pid, long Started) OverPipes(SpawnPlan spawn, string binary)
    {
        var input = Channel.Pipe();
        var output = Channel.Pipe();
        spawn.Connect(input.Read, 0).Connect(output.Write, 1).Connect(output.Write, 2);
        var started = Stopwatch.GetTimestamp();
        var error = spawn.Start(out var pid);
        _ = PipeCalls.Close(input.Read);
        _ = PipeCalls.Close(output.Write);
        return error == 0
            ? (new SessionChannel(output.Read, input.Write, false), pid, started)
            : throw NotStarted(binary, error, output.Read, input.Write);
    }

    private static (SessionChannel Channel, int Pid, long Started) OverTerminal(SpawnPlan spawn, string binary)
    {
        var master = TerminalCalls.OpenMaster(TerminalCalls.MasterFlags);
        if (master < 0 || TerminalCalls.Grant(master) != 0 || TerminalCalls.Unlock(master) != 0
            || TerminalCalls.SlavePath(master) is not { } slave || !TerminalCalls.SetSize(master, Rows, Columns))
        {
            var failure = Channel.None("pseudo-terminal");
            _ = PipeCalls.Close(master);
            throw failure;
        }

        spawn.OpenAsInput(slave).Connect(0, 1).Connect(0, 2);
        var started = Stopwatch.GetTimestamp();
        var error = spawn.Start(out var pid);
        return error == 0 ? (new SessionChannel(master, master, true), pid, started) : throw NotStarted(binary, error, master, -1);
    }

    private static DeploymentException NotStarted(string binary, int error, int first, int second)
    {
        _ = PipeCalls.Close(first);
        _ = PipeCalls.Close(second);
        return new DeploymentException(DiagnosticCatalog.SessionNotStarted(binary, Errno.Describe(error)));
    }
}
