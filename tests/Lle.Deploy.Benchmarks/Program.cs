using System.Globalization;
using Lle.Deploy.Benchmarks;

// dotnet run -c Release --project tests/Lle.Deploy.Benchmarks [-- [--rounds N] SHELL...] A shell is an absolute path; the default is dash
// and bash. dotnet run -c Release --project tests/Lle.Deploy.Benchmarks -- --backup FOLDER [--files N] [--rounds N]
var words = args.ToList();
var rounds = 10;
if (words.IndexOf("--rounds") is var flag and >= 0)
{
    rounds = int.Parse(words[flag + 1], CultureInfo.InvariantCulture);
    words.RemoveRange(flag, 2);
}

var files = 100_000;
if (words.IndexOf("--files") is var count and >= 0)
{
    files = int.Parse(words[count + 1], CultureInfo.InvariantCulture);
    words.RemoveRange(count, 2);
}

if (words is ["--backup", var folder])
{
    BackupBenchmark.Run(folder, files, rounds);
    return;
}

string[] shells = words.Count > 0 ? [.. words] : ["/usr/bin/dash", "/usr/bin/bash"];
using var floor = new FloorProgram();
Console.WriteLine($"{Environment.ProcessorCount} processors, {rounds} rounds, every instrument once in each round; median over the " +
    $"rounds [95 % interval].");
foreach (var shell in shells)
{
    InterleavedBenchmark.Run(floor, shell, rounds);
    StartupBenchmark.Run(floor, shell, rounds);
    ResponseBenchmark.Run(floor, shell, rounds);
}
