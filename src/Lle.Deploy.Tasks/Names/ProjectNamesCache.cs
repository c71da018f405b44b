using System.Collections;
using System.Security.Cryptography;
using System.Text;

namespace Lle.Deploy.Tasks.Names;

/// <summary>
/// Remembers a project's names in a file, because to evaluate a project costs as much as the rest of a small build. A file that is damaged,
/// or cannot be written, is the same as none.
/// </summary>
/// <param name="folder">Where the file lies.</param>
/// <param name="write">Whether it may be written.</param>
internal sealed class ProjectNamesCache(string folder, bool write)
{
    public ProjectNames Get(string project, IReadOnlyDictionary<string, string> globalProperties)
    {
        var path = Path.Combine(folder, $"{Path.GetFileName(project)}.names");
        var key = Key(project, globalProperties);
        if (Read(path) is { } known && known.Stamp == Stamp(key, known.Files))
        {
            return known.Names;
        }

        var (names, files) = ProjectEvaluation.Of(project, globalProperties);
        if (write)
        {
            Write(path, new KnownProject(Stamp(key, files), files, names));
        }

        return names;
    }

    /// <summary>What decides an evaluation beside the files: the properties that were given, and the environment.</summary>
    private static string Key(string project, IReadOnlyDictionary<string, string> globalProperties)
    {
        var values = new List<string>();
        foreach (var (name, value) in globalProperties)
        {
            values.Add($"-p:{name}={value}");
        }

        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (IsLasting((string)variable.Key))
            {
                values.Add($"{variable.Key}={variable.Value}");
            }
        }

        values.Sort(StringComparer.Ordinal);
        return string.Join('\n', [project, typeof(ProjectNamesCache).Assembly.ManifestModule.ModuleVersionId.ToString(), .. values]);
    }

    /// <summary>dotnet and MSBuild give every run variables of its own.</summary>
    private static bool IsLasting(string variable) => !variable.StartsWith("DOTNET_", StringComparison.Ordinal)
        && !variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private static string Stamp(string key, IReadOnlyList<string> files)
    {
        var text = new StringBuilder(key);
        foreach (var file in files.Concat(Appearing(files[0])))
        {
            var info = new FileInfo(file);
            text.Append('\n').Append(file).Append('\t').Append(info.Exists ? $"{info.Length} {info.LastWriteTimeUtc.Ticks}" : "");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Files that an evaluation reads as soon as they exist.</summary>
    private static IEnumerable<string> Appearing(string project)
    {
        for (var directory = Path.GetDirectoryName(project); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"])
            {
                yield return Path.Combine(directory, name);
            }
        }

        yield return project + ".user";
        yield return Path.Combine(Path.GetDirectoryName(project) ?? "/", "obj", Path.GetFileName(project) + ".nuget.g.props");
        yield return Path.Combine(Path.GetDirectoryName(project) ?? "/", "obj", Path.GetFileName(project) + ".nuget.g.targets");
    }

    private static KnownProject? Read(string path)
    {
        try
        {
            return ProjectNamesFile.Read(path) is { Files.Count: > 0 } known ? known : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private void Write(string path, KnownProject known)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
            ProjectNamesFile.Write(temporary, known);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next build evaluates it again.
        }
    }
}
