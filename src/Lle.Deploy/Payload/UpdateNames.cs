using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload;

/// <summary>
/// Which names an update package may hold: relative ones of printable ASCII, each once. Other letters are refused because one letter
/// has several spellings (é and e with an accent) that are one name on some file systems and two on others.
/// </summary>
internal sealed class UpdateNames(string path)
{
    private const int MaximumDepth = 32;
    private const int MaximumPart = 255;

    /// <summary>By the name without regard to upper and lower case: the name as it was first given, and whether it is a
    /// directory.</summary>
    private readonly Dictionary<string, (string Name, bool IsDirectory)> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>The plain relative name; "" for the top directory itself.</returns>
    public string Accept(string entry, bool isDirectory)
    {
        var name = isDirectory && entry.EndsWith('/') ? entry[..^1] : entry;
        name = name == "." ? "" : name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        if (name.Length == 0 && isDirectory && entry is "." or "./")
        {
            return "";
        }

        var parts = name.Split('/');
        if (Problem(name, parts) is { } problem)
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateEntryName(path, entry, problem));
        }

        for (var depth = 1; depth < parts.Length; depth++)
        {
            TakeDirectory(string.Join('/', parts[..depth]), entry);
        }

        if (isDirectory)
        {
            TakeDirectory(name, entry);
        }
        else if (!taken.TryAdd(name, (name, false)))
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateEntryTwice(path, entry, taken[name].Name));
        }

        return name;
    }

    /// <summary>A directory may be named again and again, but always in the same letters, and never where a file is.</summary>
    private void TakeDirectory(string name, string entry)
    {
        if (!taken.TryAdd(name, (name, true)) && taken[name] != (name, true))
        {
            throw new DeploymentException(DiagnosticCatalog.UpdateEntryTwice(path, entry, taken[name].Name));
        }
    }

    private static string? Problem(string name, string[] parts)
    {
        if (name.StartsWith('/'))
        {
            return "it is absolute";
        }

        if (parts.Length > MaximumDepth)
        {
            return $"it is more than {MaximumDepth} directories deep";
        }

        foreach (var part in parts)
        {
            var problem = part switch
            {
                "" => "a part of it is empty",
                "." => "a part of it is '.'",
                ".." => "it leads out of the package",
                _ when part.Length > MaximumPart => $"a part of it is longer than {MaximumPart} characters",
                _ when part.Any(character => character is < ' ' or > '~') => "it holds other than printable ASCII characters",
                _ when part.Contains('\\', StringComparison.Ordinal) => "it holds a backslash",
                _ when part[0] == ' ' || part[^1] == ' ' => "a part of it begins or ends with a blank",
                _ => null,
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }
}
