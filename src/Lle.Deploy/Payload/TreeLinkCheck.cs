using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <summary>Follows every link of a tree as the kernel would: it has to end at something in the tree.</summary>
internal sealed class TreeLinkCheck
{
    private const int MostLinks = 40;

    private readonly string root;
    private readonly Dictionary<string, TreeEntry> entries;

    private TreeLinkCheck(string root, IEnumerable<TreeEntry> entries)
    {
        this.root = root;
        this.entries = entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    }

    /// <param name="root">The payload folder.</param>
    /// <param name="stated">Links that items of the project add: their errors are at the items.</param>
    public static void Run(string root, IReadOnlyList<TreeEntry> entries, IReadOnlyList<PayloadLink> stated, Findings findings)
    {
        if (entries.DistinctBy(entry => entry.Path).Count() < entries.Count)
        {
            // Told already, by the item.
            return;
        }

        var check = new TreeLinkCheck(root, entries);
        foreach (var link in entries.Where(entry => entry.Kind == FileKind.SymbolicLink))
        {
            if (check.Problem(link) is { } problem)
            {
                var refused = DiagnosticCatalog.PayloadEntryRefused(
                    Path.Combine(root, link.Path), $"it is a link to '{link.Target}', which {problem}");
                findings.Add(stated.Any(item => item.Path == link.Path)
                    ? refused with { Location = Location.OfItem("LlePayloadLink", link.Path) } : refused);
            }
        }
    }

    private string? Problem(TreeEntry link)
    {
        var left = 0;
        return Follow(link.Path, ref left);
    }

    /// <returns>What is wrong with a path of the tree; null: it leads to something.</returns>
    private string? Follow(string path, ref int links)
    {
        var at = new List<string>();
        var rest = new Stack<string>(path.Split('/').Reverse());
        while (rest.TryPop(out var name))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name == "..")
            {
                if (at.Count == 0)
                {
                    return "is outside the payload";
                }

                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(name);
            if (!entries.TryGetValue(string.Join('/', at), out var entry))
            {
                return "the payload does not have";
            }

            if (entry.Kind != FileKind.SymbolicLink)
            {
                if (entry.Kind == FileKind.File && rest.Count > 0)
                {
                    return "leads through a file";
                }

                continue;
            }

            if (entry.Target!.StartsWith('/'))
            {
                return entry.Target.StartsWith(root + "/", StringComparison.Ordinal)
                    ? "is in the payload folder and not in what is deployed; make the link relative" : "is outside the payload";
            }

            if (++links > MostLinks)
            {
                return "leads to itself";
            }

            at.RemoveAt(at.Count - 1);
            foreach (var part in entry.Target.Split('/').Reverse())
            {
                rest.Push(part);
            }
        }

        return null;
    }
}
