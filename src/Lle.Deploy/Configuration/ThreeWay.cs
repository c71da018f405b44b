using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>The default deployed last, what is installed, and the new default, compared key by key.</summary>
internal sealed class ThreeWay
{
    public ThreeWay(ConfigDocument? known, ConfigDocument local, ConfigDocument offered)
    {
        (Known, Local, Offered) = (known, local, offered);
        var edits = new List<ConfigChange>();
        var conflicts = new List<ConfigChange>();
        foreach (var entry in local.Entries)
        {
            Sort(entry.Section, entry.Key, entry.Source);
        }

        foreach (var entry in offered.Entries.Where(entry => local.Find(entry.Section, entry.Key) is null))
        {
            Sort(entry.Section, entry.Key, Location.OfFile(local.File));
        }

        (Edits, Conflicts) = (edits, conflicts);

        void Sort(string section, string key, Location source)
        {
            var change = new ConfigChange(section, key, local.Find(section, key)?.Value, offered.Find(section, key)?.Value, source);
            var before = known?.Find(section, key)?.Value;
            if (change.Local == change.Offered || (change.Local == before && known is not null) || (known is null && change.Local is null))
            {
                return;
            }

            var editedHereOnly = known is null ? change.Offered is null : change.Offered == before;
            (editedHereOnly ? edits : conflicts).Add(change);
        }
    }

    public ConfigDocument? Known { get; }

    public ConfigDocument Local { get; }

    public ConfigDocument Offered { get; }

    /// <summary>Changed here, and the new default says what the last one said.</summary>
    public IReadOnlyList<ConfigChange> Edits { get; }

    /// <summary>Changed here and in the new default, differently.</summary>
    public IReadOnlyList<ConfigChange> Conflicts { get; }
}
