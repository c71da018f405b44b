namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>Few large files: what matters is how often each byte is read, and that none of them is held in memory whole.</summary>
internal sealed class LargeScene(ComparisonTable table, int megabytes)
{
    private const int Files = 8;

    private readonly string of = $"{megabytes} MB in {Files} files";

    public void Round(Workbench bench, int round)
    {
        var payload = bench.At("large");
        Samples.Program(Path.Combine(payload, "bin/bench"));
        bench.Shell("mkdir -p large/share/bench && for n in 1 2 3 4 5 6 7 8; do "
            + $"head -c {(long)megabytes * 1_000_000 / Files} /dev/urandom > large/share/bench/$n; done; sync -f .");
        var peak = 0.0;
        table.Row($"{of}: install", "`cp -a` and `sync -f`", 1.1).Add(Workbench.InTurn(round,
            () => bench.Shell("cp -a large large-copy && sync -f ."),
            () =>
            {
                var taken = bench.Deploy("large", "1.0.0", "--payload-kind", "tree");
                peak = Math.Max(peak, taken.Megabytes);
                return taken;
            }));
        var version = Directory.GetDirectories(Path.Combine(bench.Prefix, "lib/lle/bench/versions")).Max();
        table.Row($"{of}: verify", "`sha256sum`", 0.15).Add(Workbench.InTurn(round,
            () => bench.Shell($"cd {version}/share/bench && sha256sum * >/dev/null"),
            () =>
            {
                var taken = bench.Lle("status");
                peak = Math.Max(peak, taken.Megabytes);
                return taken;
            }));
        table.Row($"{of}: peak memory", "", 120, "MB").Add(peak);
    }
}
