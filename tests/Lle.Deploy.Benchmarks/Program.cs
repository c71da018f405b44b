using System.Globalization;
using Lle.Deploy.Benchmarks;
using Lle.Deploy.Benchmarks.Comparisons;

// dotnet run -c Release --project tests/Lle.Deploy.Benchmarks -- WHAT. docs/performance.md says what each is for.
//   comparisons [FOLDER] [--rounds N] [--files N] [--tree-files N] [--megabytes N] [--deployments N] [--lle PATH] [--only SCENE,...]
//               [--write PAGE] [--document SCRIPTS.md --program LUSUSH]
//   coverage [--deployments N] [--seconds N] [SHELL]
//   instruments [--rounds N] [SHELL...]      a shell is an absolute path; the default is dash and bash
var words = args.ToList();
string? Take(string name)
{
    var at = words.IndexOf(name);
    if (at < 0)
    {
        return null;
    }

    var value = words[at + 1];
    words.RemoveRange(at, 2);
    return value;
}

int Number(string name, int otherwise) => Take(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

if (words is ["comparisons", ..])
{
    var (lle, page, only) = (Take("--lle"), Take("--write"), Take("--only"));
    var (document, program) = (Take("--document"), Take("--program"));
    var sizes = new ComparisonSizes(Path.GetTempPath(), lle, page, only?.Split(',') ?? []);
    ComparisonRun.Run(sizes with
    {
        Rounds = Number("--rounds", sizes.Rounds),
        Files = Number("--files", sizes.Files),
        TreeFiles = Number("--tree-files", sizes.TreeFiles),
        Megabytes = Number("--megabytes", sizes.Megabytes),
        Deployments = Number("--deployments", sizes.Deployments),
        Document = document ?? "",
        Program = program ?? sizes.Program,
        Folder = words is [_, var folder] ? folder : sizes.Folder,
    });
    return;
}

if (words is ["coverage", ..])
{
    var (count, pause) = (Number("--deployments", 40), Number("--seconds", 5));
    CoverageBenchmark.Run(words is [_, var one] ? one : "/usr/bin/dash", count, TimeSpan.FromSeconds(pause));
    return;
}

var rounds = Number("--rounds", 10);
string[] shells = words is [_, _, ..] ? [.. words.Skip(1)] : ["/usr/bin/dash", "/usr/bin/bash"];
using var floor = new FloorProgram();
Console.WriteLine($"{Environment.ProcessorCount} processors, {rounds} rounds, every instrument once in each round; median over the " +
    $"rounds [95 % interval].");
foreach (var shell in shells)
{
    InterleavedBenchmark.Run(floor, shell, rounds);
    StartupBenchmark.Run(floor, shell, rounds);
    ResponseBenchmark.Run(floor, shell, rounds);
}
