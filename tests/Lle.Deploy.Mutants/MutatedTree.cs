using System.Diagnostics;

namespace Lle.Deploy.Mutants;

/// <summary>A copy of the repository whose engine has every mutant in it, asleep.</summary>
internal sealed class MutatedTree(string folder)
{
    private const string Switch = """
        namespace Lle.Deploy;

        internal static class LivingMutant
        {
            private static readonly string? living = System.Environment.GetEnvironmentVariable("LIVING_MUTANT");

            public static bool Is(int number) => living == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        """;

    public string Folder => folder;

    public static MutatedTree Make(string repository, string folder, IEnumerable<Mutant> mutants)
    {
        foreach (var path in Output(repository, "git", "ls-files", "--cached", "--others", "--exclude-standard").Split('\n'))
        {
            var source = Path.Combine(repository, path);
            if (path.Length > 0 && File.Exists(source))
            {
                var copy = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(source, copy);
            }
        }

        foreach (var mutant in mutants)
        {
            var file = Path.Combine(folder, mutant.File);
            var mutated = mutant.In(File.ReadAllText(file))
                ?? throw new InvalidDataException($"Mutant {mutant.Number}: its text is not in {mutant.File} exactly once");
            File.WriteAllText(file, mutated);
        }

        File.WriteAllText(Path.Combine(folder, "src/Lle.Deploy/LivingMutant.cs"), Switch);
        return new MutatedTree(folder);
    }

    public void Build(string project)
    {
        var (code, said) = Run(
            "dotnet",
            ["build", $"tests/{project}", "-v:q", "-nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"],
            null,
            TimeSpan.FromMinutes(30));
        if (code != 0)
        {
            throw new InvalidDataException($"{project} does not build with the mutants in it:\n{said}");
        }
    }

    /// <param name="number">null: all mutants sleep.</param>
    /// <returns>The exit code of the test program; null: it did not end in time.</returns>
    public (int? ExitCode, string Output) Test(string project, string filter, int? number, TimeSpan limit) => Run(
        Path.Combine(folder, "artifacts/bin", project, "debug", project), ["--filter", filter, "--no-ansi", "--no-progress"],
        number?.ToString(System.Globalization.CultureInfo.InvariantCulture), limit);

    private (int? ExitCode, string Output) Run(string program, IEnumerable<string> arguments, string? mutant, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Mutant.Variable] = mutant;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return (null, "");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }

    private static string Output(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}");
    }
}
