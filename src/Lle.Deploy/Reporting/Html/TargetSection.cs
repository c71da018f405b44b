using Lle.Deploy.Deployments;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Reporting.Html;

/// <summary>What is installed on the target: directories, files, modes, and what changed in the configuration.</summary>
internal static class TargetSection
{
    public static void WriteConfiguration(HtmlBuilder page, DeploymentRecord record) =>
        page.Section("configuration", "Configuration changes", () => Difference(page, record.ConfigurationDiff!));

    public static void WriteFiles(HtmlBuilder page, DeploymentRecord record) => page.Section("files", "Files", () =>
    {
        Directories(page, record.Layout);
        foreach (var note in record.Notes)
        {
            page.Element("p", note);
        }

        Files(page, record.Files);
    });

    public static void WritePermissions(HtmlBuilder page, DeploymentRecord record) =>
        page.Section("permissions", "Permissions", () => Permissions(page, record.Permissions));

    private static void Difference(HtmlBuilder page, string difference)
    {
        page.Element("pre", () =>
        {
            var lines = difference.Split('\n');
            foreach (var line in lines.Take(2000))
            {
                page.Element("span", line, ("class", line switch
                {
                    ['+', ..] => "added",
                    ['-', ..] => "removed",
                    ['@', ..] => "quiet",
                    _ => "same",
                }));
            }

            if (lines.Length > 2000)
            {
                page.Text($"… ({lines.Length - 2000} more lines)");
            }
        }, ("class", "diff"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Difference of lle.conf, old against new"));
    }

    private static void Directories(HtmlBuilder page, LayoutRecord layout) => page.Element("dl", () =>
    {
        foreach (var (name, path) in new[]
        {
            ("Binary", layout.Binary), ("Configuration", layout.ConfigDir), ("Data", layout.DataDir), ("Logs", layout.LogDir),
            ("Backups", layout.BackupDir),
        })
        {
            page.Element("div", () =>
            {
                page.Element("dt", name);
                page.Element("dd", () => page.Element("code", path));
            });
        }
    }, ("class", "facts"));

    private static void Files(HtmlBuilder page, IReadOnlyCollection<FileRecord> files)
    {
        const int MostRows = 60;
        const int Largest = 20;
        var caption = "Files that were written or removed";
        IEnumerable<FileRecord> shown = files;
        if (files.Count > MostRows)
        {
            Counts(page, files);
            shown = files.Chunk(MostRows).Aggregate(Array.Empty<FileRecord>(), (largest, some) => [.. largest.Concat(some)
                .OrderByDescending(file => file.Size ?? 0).ThenBy(file => file.Path, StringComparer.Ordinal).Take(Largest)]);
            caption = $"The {Largest} largest of {files.Count} files; all are in the result (JSON)";
        }

        page.Table(caption, ["Path", "Change", "Mode", "Size", "SHA-256"], () =>
        {
            foreach (var file in shown)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", () => page.Element("code", file.Path), ("scope", "row"));
                    page.Element("td", Words.Of(file.Change));
                    page.Element("td", file.Mode ?? "");
                    page.Element("td", file.Size is { } size ? Wording.Bytes(size) : "", ("class", "number"));
                    page.Element("td", () => page.Element("code", file.Sha256 ?? "", ("class", "hash")));
                });
            }
        });
    }

    /// <summary>How many in which directory: nobody reads ten thousand rows.</summary>
    private static void Counts(HtmlBuilder page, IEnumerable<FileRecord> files)
    {
        const int MostDirectories = 20;
        var counts = new Dictionary<string, FileCounts>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var directory = Path.GetDirectoryName(file.Path) ?? "/";
            if (!counts.TryGetValue(directory, out var some))
            {
                counts.Add(directory, some = new FileCounts());
            }

            some.Add(file);
        }

        var groups = counts.OrderByDescending(group => group.Value.Files).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        page.Table("Files that were written, by directory", ["Directory", "Created", "Replaced", "Removed", "Unchanged", "Size"], () =>
        {
            foreach (var (directory, written) in groups.Take(MostDirectories))
            {
                Row(page, directory, [written]);
            }

            if (groups.Count > MostDirectories)
            {
                Row(page, $"{groups.Count - MostDirectories} more directories",
                    [.. groups.Skip(MostDirectories).Select(group => group.Value)]);
            }

            Row(page, "Together", counts.Values);
        });
    }

    private static void Row(HtmlBuilder page, string name, IReadOnlyCollection<FileCounts> counts) => page.Element("tr", () =>
    {
        page.Element("th", () => page.Element("code", name), ("scope", "row"));
        foreach (var kind in new[] { ChangeKind.Created, ChangeKind.Replaced, ChangeKind.Removed, ChangeKind.Unchanged })
        {
            page.Element("td", $"{counts.Sum(some => some.Of(kind))}", ("class", "number"));
        }

        page.Element("td", Wording.Bytes(counts.Sum(some => some.Bytes)), ("class", "number"));
    });

    /// <summary>Of one directory.</summary>
    private sealed class FileCounts
    {
        private readonly Dictionary<ChangeKind, int> kinds = [];

        public int Files => kinds.Values.Sum();

        public long Bytes { get; private set; }

        public void Add(FileRecord file)
        {
            kinds[file.Change] = Of(file.Change) + 1;
            Bytes += file.Size ?? 0;
        }

        public int Of(ChangeKind kind) => kinds.GetValueOrDefault(kind);
    }

    private static void Permissions(HtmlBuilder page, List<PermissionRecord> permissions)
    {
        page.Table("Modes and owners", ["Path", "Found", "Expected", "Outcome"], () =>
        {
            foreach (var permission in permissions)
            {
                page.Element("tr", () =>
                {
                    page.Element("th", () => page.Element("code", permission.Path), ("scope", "row"));
                    page.Element("td", permission.Found);
                    page.Element("td", permission.Expected);
                    page.Element("td", () => page.Badge(permission.Passed ? "passed" : "failed", permission.Passed ? Tone.Good : Tone.Bad));
                });
            }
        });
    }
}
