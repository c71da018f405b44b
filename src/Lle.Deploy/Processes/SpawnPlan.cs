using System.Runtime.InteropServices;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// Everything posix_spawn needs to start one program, laid out once and usable any number of times: path, argv, envp, file actions and
/// attributes. The program gets default signal handling, no blocked signals, and a session of its own: so it has a process group to kill,
/// and no terminal it could be stopped by or ask questions on (a shell started with -i from somebody's terminal would be).
/// </summary>
internal sealed unsafe class SpawnPlan : IDisposable
{
    private const int MaxBusyRetries = 12;

    private readonly NativeStrings strings = new();
    private readonly RunAs? runAs;
    private readonly byte* path;
    private readonly byte** argv;
    private readonly byte** envp;
    private readonly void* fileActions = NativeMemory.AllocZeroed(ProcessCalls.OpaqueSize);
    private readonly void* attributes = NativeMemory.AllocZeroed(ProcessCalls.OpaqueSize);
    private bool sealedOff;

    /// <param name="request">What to start.</param>
    /// <param name="ownSession"> False: only a process group, where this process has no terminal to keep the program away from. A session
    /// costs 10 µs a launch, because Linux makes a scheduling group for it (sched_autogroup), and that would be measured with the program.
    /// </param>
    public SpawnPlan(LaunchRequest request, bool ownSession = true)
    {
        Signals.KeepExitStatuses();
        runAs = request.As;
        path = strings.One(request.Executable);
        argv = strings.Many([request.Argv0 ?? request.Executable, .. request.Arguments]);
        envp = strings.Many([.. request.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        Check(ProcessCalls.InitFileActions(fileActions));
        Check(ProcessCalls.InitAttributes(attributes));
        Check(ProcessCalls.AddChangeDirectory(fileActions, strings.One(request.WorkingDirectory)));
        var signals = stackalloc byte[ProcessCalls.OpaqueSize];
        _ = ProcessCalls.FillSignals(signals);
        Check(ProcessCalls.SetDefaultSignals(attributes, signals));
        _ = ProcessCalls.EmptySignals(signals);
        Check(ProcessCalls.SetSignalMask(attributes, signals));
        Check(ProcessCalls.SetFlags(attributes,
            (short)(ProcessCalls.DefaultSignals | (ownSession ? ProcessCalls.OwnSession : ProcessCalls.OwnGroup))));
    }

    /// <summary>The descriptor of ours that becomes 0, 1 or 2 of the program; everything else of ours is closed by O_CLOEXEC.</summary>
    public SpawnPlan Connect(int descriptor, int asDescriptor)
    {
        Check(ProcessCalls.AddDup2(fileActions, descriptor, asDescriptor));
        return this;
    }

    /// <summary>Opened by the program itself after it became a session leader: that makes a terminal its controlling terminal.</summary>
    public SpawnPlan OpenAsInput(string terminal)
    {
        if (runAs is { } other)
        {
            TerminalCalls.GiveTo(terminal, other.User, other.Group);
        }

        Check(ProcessCalls.AddOpen(fileActions, 0, strings.One(terminal), PipeCalls.ReadWrite, 0));
        return this;
    }

    /// <summary>
    /// Starts it and returns 0, or the error number. A file written a moment ago may still be open for writing in a process that another
    /// thread is just starting (between its fork and exec); the kernel then says ETXTBSY, and it passes.
    /// </summary>
    public int Start(out int pid)
    {
        if (!sealedOff)
        {
            Check(ProcessCalls.AddCloseFrom(fileActions, 3));
            sealedOff = true;
        }

        int started = 0;
        var error = Spawn(&started);
        for (var attempt = 0; error == Errno.TextBusy && attempt < MaxBusyRetries; attempt++)
        {
            Thread.Sleep(1 << Math.Min(attempt, 5));
            error = Spawn(&started);
        }

        pid = started;
        return error;
    }

    private int Spawn(int* started)
    {
        if (runAs is null)
        {
            return ProcessCalls.Spawn(started, path, fileActions, attributes, argv, envp);
        }

        if (ThreadCredentials.Assume(runAs.User, runAs.Group) is not { } groups)
        {
            return Errno.NotPermitted;
        }

        try
        {
            return ProcessCalls.Spawn(started, path, fileActions, attributes, argv, envp);
        }
        finally
        {
            ThreadCredentials.Restore(groups);
        }
    }

    public void Dispose()
    {
        _ = ProcessCalls.DestroyFileActions(fileActions);
        _ = ProcessCalls.DestroyAttributes(attributes);
        NativeMemory.Free(fileActions);
        NativeMemory.Free(attributes);
        strings.Dispose();
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new DeploymentException(DiagnosticCatalog.NoChannel("memory for starting a program", Errno.Describe(error)));
        }
    }
}
