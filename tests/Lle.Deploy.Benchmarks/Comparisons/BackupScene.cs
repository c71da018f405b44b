namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>Backups and restores of a data directory of small files.</summary>
internal sealed class BackupScene(ComparisonTable table, int files)
{
    private const int FileSize = 4096;
    private const int Hundredth = 100;
    private const int Backups = 10;

    private readonly string of = $"{files} files of {FileSize} bytes";

    public void Round(Workbench bench, int round)
    {
        Samples.Program(Path.Combine(bench.Prefix, "bin/bench"));
        Samples.Write(bench.Data, files, FileSize);
        bench.Shell("mkdir copies && sync -f .");
        var live = Path.GetRelativePath(bench.Root, bench.Data);

        var peak = 0.0;
        Taken Lle(params string[] words)
        {
            var taken = bench.Lle(words);
            peak = Math.Max(peak, taken.Megabytes);
            return taken;
        }

        var first = Workbench.InTurn(round, () => bench.Shell($"cp -a {live} copies/0 && sync -f ."), () => Lle("backup"));
        table.Row($"first backup, {of}", "`cp -a` and `sync -f`", 1.2).Add(first);
        var firstPeak = peak;
        Samples.Touch(bench.Data, files, Hundredth, 1);
        table.Row("next backup, 1 % changed", "`rsync -a --link-dest` and `sync -f`", 0.5).Add(Workbench.InTurn(round,
            () => bench.Shell($"rsync -a --link-dest=$PWD/copies/0 {live}/ copies/1 && sync -f ."), () => Lle("backup")));

        var newest = Newest(bench);
        table.Row("restore with verification and a backup of what it replaces, 1 % changed", "`rsync -a --delete` back and `sync -f`", 1)
            .Add(Workbench.InTurn(round, () =>
            {
                Samples.Touch(bench.Data, files, Hundredth, 2);
                return bench.Shell($"rsync -a --delete copies/1/ {live} && sync -f .");
            }, () =>
            {
                Samples.Touch(bench.Data, files, Hundredth, 2);
                return Lle("restore", newest);
            }));
        table.Row("the same, the data directory empty", "`rsync -a --delete` back and `sync -f`", 1).Add(Workbench.InTurn(round, () =>
        {
            bench.Shell($"rm -rf {live} && sync -f .");
            return bench.Shell($"rsync -a --delete copies/1/ {live} && sync -f .");
        }, () =>
        {
            bench.Shell($"rm -rf {live} && sync -f .");
            return Lle("restore", newest);
        }));
        table.Row("peak memory of first backup, next and restore", "", files > 200_000 ? 200 : 120, "MB").Add(peak);

        var last = 0.0;
        for (var number = Count(bench); number < Backups; number++)
        {
            last = bench.Lle("backup").Megabytes;
        }

        table.Row("peak memory of the first backup", "", files > 200_000 ? 200 : 120, "MB").Add(firstPeak);
        table.Row("peak memory of the tenth backup", "", files > 200_000 ? 200 : 120, "MB").Add(last);
    }

    private static string Folder(Workbench bench) => Path.Combine(bench.Prefix, "var/lib/bench/backups");

    private static string Newest(Workbench bench) => Backup(bench).Max()!;

    private static int Count(Workbench bench) => Backup(bench).Count();

    private static IEnumerable<string> Backup(Workbench bench) =>
        Directory.GetDirectories(Folder(bench)).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.'));
}
