using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lle.Deploy.Measurements;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Benchmarks;

/// <summary>
/// The closest comparison of the two: five launches by the C loop, five by ours, in turn, so that a busy machine disturbs both alike. The
/// ratio is the one deployments report for new against old.
/// </summary>
internal static class InterleavedBenchmark
{
    private const int Block = 5;

    public static void Run(FloorProgram floor, string shell, int rounds)
    {
        var blocks = rounds * 10;
        var plan = new StartupPlan(blocks * Block) { MaxRuns = blocks * Block };
        using var folder = new PrivateFolder();
        using var server = SessionChannel.Open(
            floor.Path, new ResponsePlan(ResponseMode.Pipe) { Arguments = ["serve", shell, "-c", "exit 0"] }, CancellationToken.None);
        using var ours = new StartupSeries(shell, plan, folder, CancellationToken.None);
        var least = new List<double>();
        ours.WarmUp();
        for (var block = -2; block < blocks; block++)
        {
            var figures = Ask(server);
            if (block >= 0)
            {
                least.AddRange(figures);
            }

            for (var launch = 0; launch < Block && block >= 0; launch++)
            {
                ours.Sample();
            }
        }

        var ratio = Comparison.Of(least, ours.Samples, "");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n### Start-up, in turn: {Path.GetFileName(shell)} -c 'exit 0'\n\nC loop {ratio.OldMedianMicroseconds:0.#} µs, " +
            $"StartupMeasurement {ratio.NewMedianMicroseconds:0.#} µs, {least.Count} launches each; "
            + $"all launches together {ours.Samples.Sum() / least.Sum():0.000}; shift {ratio.DifferencePercent:+0.0;-0.0} % " +
            $"[{ratio.DifferenceLowerPercent:+0.0;-0.0}, {ratio.DifferenceUpperPercent:+0.0;-0.0}]"));
    }

    private static IEnumerable<double> Ask(Session server)
    {
        server.Forget();
        server.Send("x"u8);
        while (server.Output.Count((byte)'\n') < Block)
        {
            if (!server.Receive(Stopwatch.GetTimestamp() + (10 * Stopwatch.Frequency)))
            {
                throw new InvalidOperationException("The C loop gave no answer.");
            }
        }

        return [.. Encoding.ASCII.GetString(server.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}
