using System.Diagnostics;
using System.Globalization;
using Lle.Deploy.Mutants;

// dotnet run --project tests/Lle.Deploy.Mutants [-- [--in FOLDER] NUMBER|AREA...]: all mutants, or those that are named. Exit code 1 where
// one survives. A folder that is named stays, and the next run goes on with what was built in it.
const int Survived = 0;
const int Found = 2;

// What is alive beside the mutant may be slow; what hangs has been found.
var limit = TimeSpan.FromMinutes(5);
var repository = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(repository, "Lle.Deploy.Tasks.sln")))
{
    repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("No repository above this program");
}

var all = Mutant.Read(Path.Combine(repository, "tests/Lle.Deploy.Mutants/mutants.json"));
var kept = args is ["--in", var named, ..] ? Path.GetFullPath(named) : null;
var names = kept is null ? args : args[2..];
var wanted = all.Where(mutant => names.Length == 0 || names.Contains(mutant.Area, StringComparer.Ordinal)
    || names.Contains(mutant.Number.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)).ToList();
var folder = kept ?? Directory.CreateTempSubdirectory("mutants-").FullName;
var started = Stopwatch.StartNew();
try
{
    var tree = Directory.Exists(Path.Combine(folder, "src")) ? new MutatedTree(folder) : MutatedTree.Make(repository, folder, all);
    foreach (var project in wanted.Select(mutant => mutant.Project).Distinct())
    {
        tree.Build(project);
        Console.WriteLine($"{project} built after {started.Elapsed.TotalSeconds:0} s");
    }

    // A test that fails with all mutants asleep would find every one of them.
    var survivors = new List<Mutant>();
    var asleep = new Dictionary<(string Project, string Filter), int?>();
    foreach (var mutant in wanted)
    {
        var tests = (mutant.Project, mutant.Filter);
        if (!asleep.TryGetValue(tests, out var code))
        {
            var (exitCode, output) = tree.Test(mutant.Project, mutant.Filter, null, limit);
            asleep[tests] = code = exitCode;
            if (code != Survived)
            {
                Console.WriteLine(output);
            }
        }

        if (code != Survived)
        {
            throw new InvalidDataException($"Without any mutant the tests {mutant.Tests} end with {code}");
        }

        var watch = Stopwatch.StartNew();
        var verdict = tree.Test(mutant.Project, mutant.Filter, mutant.Number, limit).ExitCode;
        if (verdict == Survived)
        {
            survivors.Add(mutant);
        }

        var word = verdict switch
        {
            Survived => "SURVIVED",
            Found => "found",
            null => "found (it hung)",
            _ => $"found (exit code {verdict})",
        };
        Console.WriteLine($"{mutant.Number,3}  {word,-10} {watch.Elapsed.TotalSeconds,5:0.0} s  {mutant.Area}: {mutant.What}");
    }

    Console.WriteLine();
    Console.WriteLine($"{wanted.Count - survivors.Count} of {wanted.Count} mutants found in {started.Elapsed.TotalMinutes:0} min");
    return survivors.Count == 0 ? 0 : 1;
}
finally
{
    if (kept is null)
    {
        Directory.Delete(folder, recursive: true);
    }
}
