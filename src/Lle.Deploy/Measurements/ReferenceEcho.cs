using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Measurements;

/// <summary>A live session with the reference program over a pipe, which answers each of its rounds with what it was sent.</summary>
internal sealed class ReferenceEcho : IDisposable
{
    private const int MostSeconds = 1;
    private static ReadOnlySpan<byte> Line => "reference\n"u8;

    private readonly ReferenceProgram program;
    private readonly Session session;

    private ReferenceEcho(ReferenceProgram program, Session session)
    {
        this.program = program;
        this.session = session;
    }

    /// <returns>null: it cannot run here.</returns>
    public static ReferenceEcho? TryOpen(ResponsePlan plan, CancellationToken cancellation)
    {
        if (ReferenceProgram.TryMake(null) is not { } program)
        {
            return null;
        }

        try
        {
            var echo = new ReferenceEcho(program, SessionChannel.Open(program.Path, plan with
            {
                Mode = ResponseMode.Pipe,
                Arguments = [ReferenceProgram.Echoes],
                Argv0 = null,
                Environment = RunVariables.None,
            }, cancellation));
            _ = echo.Round();
            return echo;
        }
        catch (DeploymentException)
        {
            program.Dispose();
            return null;
        }
    }

    /// <returns>Microseconds; null: no answer.</returns>
    public double? Round()
    {
        session.Forget();
        var started = Stopwatch.GetTimestamp();
        session.Send(Line);
        while (session.Output.Length < Line.Length)
        {
            if (!session.Receive(started + (MostSeconds * Stopwatch.Frequency)))
            {
                return null;
            }
        }

        return Stopwatch.GetElapsedTime(started, session.Arrived).TotalMicroseconds;
    }

    public void Dispose()
    {
        session.Dispose();
        program.Dispose();
    }
}
