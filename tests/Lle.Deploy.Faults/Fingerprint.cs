using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Faults;

/// <summary>
/// What stands under a prefix: path, type, mode, owner, attributes, link target, SHA-256. Left out: the content of the transactions folder,
/// the lock and the logs. Hashes are .NET's own; the engine under test only says mode, owner and attributes.
/// </summary>
internal sealed partial class Fingerprint
{
    private readonly SortedDictionary<string, string> entries = new(StringComparer.Ordinal);

    private Fingerprint()
    {
    }

    public IReadOnlyDictionary<string, string> Entries => entries;

    /// <param name="known"> null: everything to the letter. Else the IDs that stood before: any other one, and every time and measured
    /// figure, reads as a placeholder, so that two runs of one operation compare.
    /// </param>
    public static Fingerprint Of(TargetLayout layout, IReadOnlySet<string>? known = null)
    {
        var print = new Fingerprint();
        if (Directory.Exists(layout.Prefix))
        {
            using var parent = PosixDirectory.OpenParent(layout.Prefix, out _);
            print.Add(layout, parent, layout.Prefix, known);
        }

        return print;
    }

    public static IReadOnlySet<string> KnownIds(TargetLayout layout) => Directory.Exists(layout.Prefix)
        ? Directory.EnumerateFileSystemEntries(layout.Prefix, "*", SearchOption.AllDirectories).SelectMany(p => Id().Matches(p))
            .Select(m => m.Value).ToHashSet()
        : [];

    /// <returns>null where both are the same; else the first difference.</returns>
    public string? DifferenceFrom(Fingerprint other, Func<string, bool>? ignored = null)
    {
        foreach (var path in entries.Keys.Union(other.entries.Keys).Where(p => ignored?.Invoke(p) != true))
        {
            var mine = entries.GetValueOrDefault(path, "nothing");
            var theirs = other.entries.GetValueOrDefault(path, "nothing");
            if (mine != theirs)
            {
                return $"{path}: {mine}; expected {theirs}";
            }
        }

        return null;
    }

    private void Add(TargetLayout layout, PosixDirectory parent, string path, IReadOnlySet<string>? known)
    {
        var name = Path.GetFileName(path);
        var status = parent.Status(name)!.Value;
        var shown = $"{Convert.ToString(status.Mode, 8)} {status.User}:{status.Group}";
        var key = Normal(path, known);
        switch (status.Kind)
        {
            case FileKind.Directory:
                using (var directory = parent.TryOpenDirectory(name)!)
                {
                    entries[key] = $"directory {shown}{Attributes(directory.Attributes())}";
                    foreach (var entry in path == layout.Transactions || path == layout.LogDir ? []
                        : Directory.EnumerateFileSystemEntries(path))
                    {
                        Add(layout, directory, entry, known);
                    }
                }

                break;
            case FileKind.SymbolicLink:
                entries[key] = $"link {parent.ReadLink(name)} {status.User}:{status.Group}";
                break;
            case FileKind.File when path == layout.Lock:
                break;
            case FileKind.File:
                using (var file = parent.OpenRead(name))
                {
                    entries[key] = $"file {shown}{Attributes(file.Attributes())} {Hash(layout, path, known)}";
                }

                break;
            default:
                entries[key] = "special";
                break;
        }
    }

    private static string Attributes(IReadOnlyDictionary<string, byte[]> attributes) =>
        string.Concat(attributes.Select(a => $" {a.Key}={Convert.ToHexString(a.Value)}"));

    private static string Hash(TargetLayout layout, string path, IReadOnlySet<string>? known)
    {
        var bytes = File.ReadAllBytes(path);
        if (known is not null)
        {
            var text = Encoding.UTF8.GetString(bytes);
            // Hashes of files that hold times, IDs and the identity, each of which is compared by itself.
            text = Normal(path == layout.Fingerprint ? Sha256().Replace(text, "SHA-256") : text, known);
            text = Identity().Replace(Time().Replace(text, "TIME"), "IDENTITY");
            if (path.StartsWith(layout.History, StringComparison.Ordinal))
            {
                text = Figure().Replace(text, "N");
            }

            bytes = Encoding.UTF8.GetBytes(text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static string Normal(string text, IReadOnlySet<string>? known) =>
        known is null ? text : Id().Replace(text, m => known.Contains(m.Value) ? m.Value : "ID");

    [GeneratedRegex(@"\d{8}_\d{6}(_\d+)?")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b")]
    private static partial Regex Identity();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Figure();
}
