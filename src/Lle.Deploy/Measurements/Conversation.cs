using System.Diagnostics;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Measurements;

/// <summary>
/// Round trips with a live shell. The clock runs from just before a key or a line is written until the output holding its answer has
/// arrived. Between rounds the shell is given time to draw its prompt and fall asleep waiting for input, as it does with a person.
/// </summary>
internal sealed class Conversation(Session session, string binary, ResponsePlan plan)
{
    // While it is not known what a prompt looks like: this long without output, and it is taken to be there.
    private static readonly TimeSpan UnknownPrompt = TimeSpan.FromMilliseconds(15);

    // While it is known and does not come: the machine is busy.
    private static readonly TimeSpan UnseenPrompt = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(250);

    private readonly long limit = (long)(plan.AnswerLimit.TotalSeconds * Stopwatch.Frequency);
    private readonly List<(int End, long Arrived)> firstOutput = [];
    private byte[] greeting = [];
    private byte[] untilAnswer = [];
    private byte[]? prompt;
    private int number;
    private int lessons;

    private bool OnTerminal => plan.Mode == ResponseMode.Terminal;

    /// <summary>
    /// On a terminal, waits for the first prompt and makes sure it was one: silence may also be a slow start, and what is typed into that
    /// is often thrown away when the line editor takes the terminal over. So the first command is typed again until it is answered. (Over a
    /// pipe nothing is lost, and many shells print no prompt.)
    /// </summary>
    public void Begin()
    {
        if (!OnTerminal)
        {
            return;
        }

        var until = Stopwatch.GetTimestamp() + limit;
        ReceiveOr(DiagnosticCatalog.NoPrompt, until);
        for (var patience = FirstPatience; Stopwatch.GetTimestamp() < until; patience *= 2)
        {
            do
            {
                firstOutput.Add((session.Output.Length, session.Arrived));
            }
            while (session.Receive(Soon(UnknownPrompt)) && Stopwatch.GetTimestamp() < until);

            greeting = session.Output.ToArray();
            var marker = Marker.Number(number++);
            session.Send([.. marker.Command, (byte)'\r']);
            if (IsAnswered(marker, Math.Min(until, Soon(patience))))
            {
                return;
            }
        }

        throw Silent(DiagnosticCatalog.NoAnswer);
    }

    private bool IsAnswered(Marker marker, long until)
    {
        int end;
        while ((end = marker.EndOfAnswer(session.Output)) < 0)
        {
            if (!session.Receive(until))
            {
                return session.Closed ? throw Silent(DiagnosticCatalog.NoPrompt) : false;
            }

            firstOutput.Add((session.Output.Length, session.Arrived));
        }

        untilAnswer = session.Output[..end].ToArray();
        AwaitPrompt(end);
        return true;
    }

    /// <summary>
    /// One round; the key's echo is null over a pipe. On a terminal a busy machine may make us type before the prompt stands, and line
    /// editors throw that away: such a round is no measurement and is begun again, a few times, after learning the prompt anew.
    /// </summary>
    public (double Answer, double? KeyEcho) Round()
    {
        const int Retries = 2;
        for (var retry = 0; OnTerminal && retry < Retries; retry++)
        {
            try
            {
                return RoundWithin(Math.Min(limit, Stopwatch.Frequency));
            }
            catch (DeploymentException) when (!session.Closed)
            {
                session.Send("\r"u8);
                session.Settle(UnseenPrompt);
                (lessons, prompt) = (0, null);
            }
        }

        return RoundWithin(limit);
    }

    private (double Answer, double? KeyEcho) RoundWithin(long patience)
    {
        var marker = Marker.Number(number++);
        session.Forget();
        double? echo = OnTerminal ? TypeCommand(marker.Command, patience) : null;
        var line = OnTerminal ? "\r"u8 : [.. marker.Command, (byte)'\n'];
        var sent = Stopwatch.GetTimestamp();
        session.Send(line);
        int end;
        while ((end = marker.EndOfAnswer(session.Output)) < 0)
        {
            ReceiveOr(DiagnosticCatalog.NoAnswer, sent + patience);
        }

        var answered = session.Arrived;
        AwaitPrompt(end);
        return (Microseconds(sent, answered), echo);
    }

    /// <summary>
    /// Session start to the first prompt: to the output that completed what every later prompt ends with too. Where the first command was
    /// typed before the prompt stood, it is the prompt's last line that is looked for.
    /// </summary>
    public double FirstPrompt()
    {
        ReadOnlySpan<byte> learnt = prompt;
        var known = CommonEnd(greeting, learnt);
        known = known.Length > 0 ? known : learnt[(learnt.LastIndexOf((byte)'\n') + 1)..];
        var at = known.Length == 0 ? -1 : untilAnswer.AsSpan().IndexOf(known);
        var complete = at < 0 ? greeting.Length : at + known.Length;
        var index = firstOutput.FindIndex(output => output.End >= complete);
        return Microseconds(session.Started, firstOutput[index < 0 ? ^1 : index].Arrived);
    }

    /// <summary>Whatever a command prints until the prompt is back; for reports, not for measuring.</summary>
    public string Ask(ReadOnlySpan<byte> command)
    {
        session.Forget();
        session.Send([.. command, OnTerminal ? (byte)'\r' : (byte)'\n']);
        if (PromptAlone(prompt) is { Length: > 0 } alone)
        {
            AwaitPromptAfter(Line, alone.ToArray());
        }
        else
        {
            session.Settle(UnknownPrompt);
        }

        return PlainText.Of(session.Output);

        // A line editor may draw its prompt anew while it takes the command in; the one after a line counts.
        static int Line(ReadOnlySpan<byte> output) => output.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : output.Length;
    }

    /// <summary>All but the last key at once, then, when the line stands still, the last one against the clock.</summary>
    private double TypeCommand(ReadOnlySpan<byte> command, long patience)
    {
        session.Send(command[..^1]);
        AwaitKey(command[^2], patience);
        session.Settle(plan.Rest);
        session.Forget();
        var sent = Stopwatch.GetTimestamp();
        session.Send(command[^1..]);
        AwaitKey(command[^1], patience);
        var echoed = session.Arrived;
        session.Settle(plan.Rest);
        session.Forget();
        return Microseconds(sent, echoed);
    }

    private void AwaitKey(byte key, long patience)
    {
        var until = Stopwatch.GetTimestamp() + patience;
        while (!session.Output.Contains(key))
        {
            ReceiveOr(DiagnosticCatalog.NoEcho, until);
        }
    }

    /// <summary>What follows an answer teaches the prompt in the first two rounds; later it is recognised and nothing is waited
    /// out.</summary>
    private void AwaitPrompt(int answerEnd)
    {
        const int Lessons = 2;
        if (lessons < Lessons)
        {
            lessons++;
            session.Settle(UnknownPrompt);
            var tail = session.Output[answerEnd..];
            prompt = prompt is null ? tail.ToArray() : CommonEnd(prompt, tail).ToArray();
            return;
        }

        AwaitPromptAfter(_ => answerEnd, prompt!);
    }

    /// <summary>What was learnt after an answer begins with the end of the answer's line; a command that prints nothing has no such line,
    /// and a prompt that is not recognised is waited for in vain.</summary>
    internal static ReadOnlySpan<byte> PromptAlone(ReadOnlySpan<byte> learnt) => learnt.TrimStart("\r\n"u8);

    /// <param name="start">Where in the output the prompt may begin.</param>
    private void AwaitPromptAfter(Func<ReadOnlySpan<byte>, int> start, byte[] expected)
    {
        while (!session.Output[start(session.Output)..].EndsWith(expected) && session.Receive(Soon(UnseenPrompt)))
        {
        }

        session.Settle(plan.Rest);
    }

    private static ReadOnlySpan<byte> CommonEnd(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = 0;
        while (length < first.Length && length < second.Length && first[^(length + 1)] == second[^(length + 1)])
        {
            length++;
        }

        return first[^length..];
    }

    private static long Soon(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private void ReceiveOr(Func<string, string, string, TimeSpan, Diagnostic> complaint, long until)
    {
        if (!session.Receive(until) && (session.Closed || Stopwatch.GetTimestamp() >= until))
        {
            throw Silent(complaint);
        }
    }

    private static double Microseconds(long from, long to) => (to - from) * 1e6 / Stopwatch.Frequency;

    private DeploymentException Silent(Func<string, string, string, TimeSpan, Diagnostic> complaint)
    {
        var mode = OnTerminal ? "terminal" : "pipe";
        var printed = Quote(session.Output.IsEmpty ? greeting : session.Output);
        if (!session.Closed)
        {
            return new DeploymentException(complaint(binary, mode, printed, plan.AnswerLimit));
        }

        var end = session.Finish();
        var ending = end.Outcome == LaunchOutcome.Exited ? $"exit status {end.ExitCode}" : Signals.Name(end.Signal);
        return new DeploymentException(DiagnosticCatalog.SessionEnded(binary, mode, ending, printed));
    }

    private static string Quote(ReadOnlySpan<byte> output)
    {
        const int Longest = 300;
        var text = PlainText.Of(output[..Math.Min(output.Length, 4 * Longest)]).Trim();
        return text.Length == 0 ? "nothing" : $"'{(text.Length > Longest ? text[..Longest] + "..." : text)}'";
    }
}
