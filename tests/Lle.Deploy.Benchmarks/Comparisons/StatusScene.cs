namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>How long one waits for lle status on an installation that has seen much.</summary>
internal sealed class StatusScene(ComparisonTable table, int deployments, int files)
{
    public void Round(Workbench bench)
    {
        var payload = bench.At("payload");
        Samples.Program(Path.Combine(payload, "bench"));
        Samples.Write(bench.Data, files, 10);
        for (var number = 1; number <= deployments; number++)
        {
            bench.Deploy("payload", $"1.0.{number}");
        }

        // The first look fills the caches.
        bench.Lle("status");
        for (var look = 0; look < 5; look++)
        {
            table.Row($"status with {deployments} deployments and {files} files", "", 100).Add(bench.Lle("status").Milliseconds);
        }
    }
}
