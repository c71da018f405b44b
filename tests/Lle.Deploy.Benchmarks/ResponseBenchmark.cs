using Lle.Deploy.Measurements;

namespace Lle.Deploy.Benchmarks;

/// <summary>Round trips with one shell, a new session in every round: 5 to warm up, 50 that count.</summary>
internal static class ResponseBenchmark
{
    private const int Rounds = 50;

    public static void Run(FloorProgram floor, string shell, int rounds)
    {
        Column leastPipe = new("C: pipe, command to answer"), oursPipe = new("ResponseMeasurement: pipe");
        Column leastKey = new("C: terminal, key to echo"), oursKey = new("ResponseMeasurement: key to echo");
        Column leastEnter = new("C: terminal, enter to answer"), oursEnter = new("ResponseMeasurement: enter to answer");
        for (var round = 0; round <= rounds; round++)
        {
            if (!TryRound(floor, shell, out var pipe, out var ourPipe, out var terminal, out var ourTerminal) || round == 0)
            {
                continue;
            }

            leastPipe.Add(Column.Median(pipe));
            oursPipe.Add(ourPipe.RoundTrip.Median);
            leastKey.Add(Column.Median(terminal[0]));
            oursKey.Add(ourTerminal.KeyEcho!.Median);
            leastEnter.Add(Column.Median(terminal[1]));
            oursEnter.Add(ourTerminal.RoundTrip.Median);
        }

        Console.WriteLine($"\n### Response: {Path.GetFileName(shell)} -i\n\n| instrument | median | ratio to the floor |\n|---|---|---|");
        leastPipe.Print(leastPipe, "µs");
        oursPipe.Print(leastPipe, "µs");
        leastKey.Print(leastKey, "µs");
        oursKey.Print(leastKey, "µs");
        leastEnter.Print(leastEnter, "µs");
        oursEnter.Print(leastEnter, "µs");
    }

    /// <summary>False: on a busy machine the C program, which recognises no prompt, may type too early and get no answer; that round is
    /// left out, aloud.</summary>
    private static bool TryRound(
        FloorProgram floor, string shell, out List<double> pipe, out ResponseRecord ourPipe, out List<double>[] terminal,
        out ResponseRecord ourTerminal)
    {
        (pipe, ourPipe, terminal, ourTerminal) = ([], new ResponseRecord(), [], new ResponseRecord());
        try
        {
            pipe = floor.Run(1, "dumb", "respond", "pipe", $"{Rounds}", shell, "-i")[0];
            ourPipe = Ours(shell, ResponseMode.Pipe);
            terminal = floor.Run(2, "xterm-256color", "respond", "terminal", $"{Rounds}", shell, "-i");
            ourTerminal = Ours(shell, ResponseMode.Terminal);
            return true;
        }
        catch (InvalidOperationException noAnswer)
        {
            Console.Error.WriteLine($"A round was left out: {noAnswer.Message.Trim()}");
            return false;
        }
    }

    private static ResponseRecord Ours(string shell, ResponseMode mode) =>
        ResponseMeasurement.Measure(shell, new ResponsePlan(mode, Rounds) { MaxTime = TimeSpan.FromMinutes(1) }).Record;
}
