namespace Lle.Deploy.Configuration;

/// <summary>
/// Lays the merged file out: the installed file's order and comments, with what the new default changed. What the last default said and
/// the new one no longer says goes, keys and comments alike; what the new one says for the first time is put where it says it.
/// </summary>
internal sealed class LineMerge(ThreeWay sides)
{
    private readonly LinkedList<ConfigLine> lines = [];
    private readonly Dictionary<(string Section, string Key), LinkedListNode<ConfigLine>> entries = [];
    private readonly Dictionary<string, LinkedListNode<ConfigLine>> sections = new(StringComparer.Ordinal);

    /// <summary>Comments by their text; null where there are several alike, which mark no place.</summary>
    private readonly Dictionary<string, LinkedListNode<ConfigLine>?> remarks = new(StringComparer.Ordinal);

    private readonly HashSet<(string Section, string Key)> kept =
        [.. sides.Edits.Concat(sides.Conflicts).Select(change => (change.Section, change.Key))];
    private readonly HashSet<string> knownRemarks = Remarks(sides.Known);
    private readonly HashSet<string> localRemarks = Remarks(sides.Local);
    private readonly HashSet<string> offeredRemarks = Remarks(sides.Offered);

    public IReadOnlyList<ConfigLine> Run()
    {
        foreach (var line in sides.Local.Lines)
        {
            AddLocal(line);
        }

        RemoveEmptiedSections();
        AddOffered();
        return [.. lines];
    }

    private void AddLocal(ConfigLine line)
    {
        switch (line)
        {
            case ConfigHeader header:
                sections[header.Section] = lines.AddLast(header);
                break;
            case ConfigEntry entry when kept.Contains((entry.Section, entry.Key)):
                entries[(entry.Section, entry.Key)] = lines.AddLast(entry);
                break;
            case ConfigEntry entry when sides.Offered.Find(entry.Section, entry.Key) is { } offered:
                entries[(entry.Section, entry.Key)] = lines.AddLast(entry.Value == offered.Value ? entry : offered);
                break;
            case ConfigRemark remark when !knownRemarks.Contains(remark.Raw) || offeredRemarks.Contains(remark.Raw)
                || remark.Raw.AsSpan().IsWhiteSpace():
                var node = lines.AddLast(remark);
                remarks[remark.Raw] = remarks.ContainsKey(remark.Raw) ? null : node;
                break;
        }
    }

    private void RemoveEmptiedSections()
    {
        var used = entries.Keys.Select(entry => entry.Section).ToHashSet(StringComparer.Ordinal);
        foreach (var (section, node) in sections.ToList())
        {
            if (!used.Contains(section) && sides.Offered.FindSection(section) is null && sides.Known?.FindSection(section) is not null)
            {
                lines.Remove(node);
                sections.Remove(section);
            }
        }
    }

    private void AddOffered()
    {
        var waiting = new List<ConfigLine>();
        LinkedListNode<ConfigLine>? last = null;
        foreach (var line in sides.Offered.Lines)
        {
            switch (line)
            {
                case ConfigRemark remark:
                    if (IsNew(remark))
                    {
                        waiting.Add(remark);
                    }
                    else if (remarks.GetValueOrDefault(remark.Raw) is { } place)
                    {
                        PutBefore(place, waiting);
                    }

                    break;
                case ConfigHeader header:
                    last = sections.GetValueOrDefault(header.Section) ?? NewSection(header);
                    last = last is null ? null : PutBefore(last, waiting);
                    break;
                case ConfigEntry entry:
                    last = Place(entry, waiting, last);
                    break;
            }
        }

        foreach (var remark in waiting)
        {
            lines.AddLast(remark);
        }
    }

    /// <summary>A comment that neither the last default nor the installed file has.</summary>
    private bool IsNew(ConfigRemark remark) =>
        !remark.Raw.AsSpan().IsWhiteSpace() && !knownRemarks.Contains(remark.Raw) && !localRemarks.Contains(remark.Raw);

    private LinkedListNode<ConfigLine>? Place(ConfigEntry entry, List<ConfigLine> waiting, LinkedListNode<ConfigLine>? last)
    {
        if (entries.TryGetValue((entry.Section, entry.Key), out var present))
        {
            return PutBefore(present, waiting);
        }

        // Removed here, and meant so; or it belongs to a section that was.
        var aboveAll = entry.Section.Length == 0;
        if (kept.Contains((entry.Section, entry.Key)) || sides.Known?.Find(entry.Section, entry.Key) is not null
            || (last is null && !aboveAll))
        {
            waiting.Clear();
            return last;
        }

        var node = last is not null ? lines.AddAfter(last, entry)
            : FirstHeader() is { } header ? lines.AddBefore(header, entry)
            : lines.AddLast(entry);
        entries[(entry.Section, entry.Key)] = node;
        return PutBefore(node, waiting);
    }

    private LinkedListNode<ConfigLine>? FirstHeader()
    {
        var node = lines.First;
        while (node is not null and not { Value: ConfigHeader })
        {
            node = node.Next;
        }

        return node;
    }

    private LinkedListNode<ConfigLine>? NewSection(ConfigHeader header)
    {
        var hasNews = sides.Offered.Entries.Any(
            entry => entry.Section == header.Section && sides.Known?.Find(entry.Section, entry.Key) is null);
        if (!hasNews && sides.Known?.FindSection(header.Section) is not null)
        {
            return null;
        }

        lines.AddLast(new ConfigRemark("", header.Source));
        return sections[header.Section] = lines.AddLast(header);
    }

    private LinkedListNode<ConfigLine> PutBefore(LinkedListNode<ConfigLine> node, List<ConfigLine> waiting)
    {
        foreach (var remark in waiting)
        {
            lines.AddBefore(node, remark);
        }

        waiting.Clear();
        return node;
    }

    private static HashSet<string> Remarks(ConfigDocument? document) =>
        [.. document?.Lines.OfType<ConfigRemark>().Select(remark => remark.Raw) ?? []];
}
