namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>A tree of many files beside the distribution's package of the same, and beside a plain copy.</summary>
internal sealed class TreeScene(ComparisonTable table, int files, int size)
{
    private const int Twentieth = 20;
    private const string Share = "share/bench";

    private readonly string of = $"tree of {files} files of {size} bytes";

    public void Round(Workbench bench, int round)
    {
        var payload = bench.At("payload");
        Samples.Program(Path.Combine(payload, "bin/bench"));
        Samples.Write(Path.Combine(payload, Share), files, size);
        bench.Shell("sync -f .");
        Compare(bench, round, $"{of}: install", "1.0.0", 1);
        Samples.Touch(Path.Combine(payload, Share), files, Twentieth, 1);
        Compare(bench, round, "the same: upgrade with 5 % changed", "1.1.0", 2);
        Verify(bench, round);
    }

    private void Compare(Workbench bench, int round, string work, string version, int number)
    {
        bench.Shell($"mkdir -p deb/DEBIAN && rm -rf deb/opt && mkdir -p deb/opt && cp -a payload deb/opt/benchmark && printf "
            + $"'Package: bench\\nVersion: {version}\\nArchitecture: all\\n"
            + "Maintainer: nobody <nobody@example.org>\\nDescription: bench\\n' "
            + $"> deb/DEBIAN/control && dpkg-deb -Znone -b deb bench-{number}.deb >/dev/null && sync -f .");
        bench.Shell("mkdir -p admin/info admin/updates admin/triggers root && touch admin/status admin/available");
        var byDpkg = new Taken();
        var (reference, ours) = Workbench.InTurn(round,
            () =>
            {
                byDpkg = bench.Shell(
                    $"dpkg --force-not-root --force-bad-path --admindir=$PWD/admin --instdir=$PWD/root -i bench-{number}.deb >/dev/null");
                return bench.Shell($"cp -a payload copy-{number} && sync -f .");
            },
            () => bench.Deploy("payload", version, "--payload-kind", "tree"));
        table.Row(work, "`dpkg -i` of the same", 0.5).Add((byDpkg, ours));
        table.Row(work, "`cp -a` and `sync -f`", 1.2).Add((reference, ours));
    }

    /// <summary>What a deployment of the same does is look at everything that stands; it measures nothing.</summary>
    private void Verify(Workbench bench, int round)
    {
        var version = Directory.GetDirectories(Path.Combine(bench.Prefix, "lib/lle/bench/versions")).Max();
        bench.Shell($"cd {version} && find . -type f -exec sha256sum {{}} + > {bench.At("sums")}");
        table.Row($"verify an installed {of}, as `lle status` does", "`sha256sum -c`", 0.35).Add(Workbench.InTurn(round,
            () => bench.Shell($"cd {version} && sha256sum -c --quiet {bench.At("sums")}"),
            () => bench.Lle("status")));
    }
}
