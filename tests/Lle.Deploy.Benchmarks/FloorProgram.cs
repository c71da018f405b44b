using System.Globalization;
using System.Text;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Benchmarks;

/// <summary>floor.c, compiled by the machine's own compiler into a private folder.</summary>
internal sealed class FloorProgram : IDisposable
{
    private readonly PrivateFolder folder = new();

    public FloorProgram()
    {
        Path = System.IO.Path.Combine(folder.Root, "floor");
        var source = System.IO.Path.Combine(AppContext.BaseDirectory, "floor.c");
        _ = Tool.Output(folder.Request(Tool.Find("cc") ?? throw new FileNotFoundException("The floor is C; install a C compiler (cc)."),
            "-O2", "-o", Path, source));
    }

    public string Path { get; }

    /// <summary>One list of figures a column.</summary>
    public List<double>[] Run(int columns, string terminal, params string[] arguments)
    {
        using var session = new PrivateFolder();
        var figures = Enumerable.Range(0, columns).Select(_ => new List<double>()).ToArray();
        foreach (var line in Tool.Output(session.Request(
            Path, arguments) with
        { Environment = SafeEnvironment.Of(session.Home, terminal) })
                .Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var values = line.Split(' ');
            for (var column = 0; column < columns; column++)
            {
                figures[column].Add(double.Parse(values[column], CultureInfo.InvariantCulture));
            }
        }

        return figures;
    }

    public void Dispose() => folder.Dispose();
}

internal static class Tool
{
    public static string? Find(string name) =>
        SafeEnvironment.Path.Split(':').Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    public static string Output(LaunchRequest request)
    {
        var result = Launcher.Run(request with { OutputLimit = 1 << 20, TimeLimit = TimeSpan.FromMinutes(2) });
        return result.Succeeded
            ? Encoding.UTF8.GetString(result.Output) + Encoding.UTF8.GetString(result.Errors)
            : throw new InvalidOperationException(
                $"{request.Executable} {string.Join(' ', request.Arguments)}: {result.Outcome} {result.ExitCode}: " +
                    $"{Encoding.UTF8.GetString(result.Errors)}");
    }
}
