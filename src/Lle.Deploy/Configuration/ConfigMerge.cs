using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Text;

namespace Lle.Deploy.Configuration;

/// <summary>
/// Brings together the installed configuration and the new default, key by key, against the default that was deployed last. No local
/// edit is ever lost in silence: it is kept, or it is named with both values.
/// </summary>
internal static class ConfigMerge
{
    /// <param name="lastDefault">The default as it was deployed last; null where that is not known.</param>
    /// <param name="local">What is installed; null where nothing is.</param>
    /// <param name="newDefault">The new default, rendered.</param>
    /// <param name="localPath">The installed file, for messages; the new default is saved beside it.</param>
    /// <param name="templatePath">Where the new default comes from, for messages.</param>
    /// <param name="hideValues">Values stay out of messages: the file is not for everybody to read.</param>
    public static MergeResult Merge(
        string? lastDefault, string? local, string newDefault, MergePolicy policy, string localPath, string templatePath,
        bool hideValues = false)
    {
        var offered = ConfigDocument.Parse(newDefault, templatePath);
        if (local is null || local == newDefault || (local == lastDefault && policy != MergePolicy.Keep))
        {
            return new MergeResult(newDefault, offered, null, [], [], []);
        }

        var known = TryParse(lastDefault, localPath);
        if (policy == MergePolicy.Keep)
        {
            var kept = ConfigDocument.Parse(local, localPath);
            return new MergeResult(local, kept, newDefault, new ThreeWay(known, kept, offered).Edits, [], []);
        }

        if (policy == MergePolicy.Replace)
        {
            return Replace(known, local, offered, newDefault, localPath, hideValues);
        }

        var comparison = new ThreeWay(known, ParseLocal(local, localPath), offered);
        var merged = newDefault == lastDefault ? comparison.Local : new ConfigDocument(localPath, new LineMerge(comparison).Run());
        var warnings = comparison.Conflicts.Select(change => Conflict(change, localPath, hideValues)).ToList();
        if (known is null)
        {
            warnings.Insert(0, DiagnosticCatalog.MergeWithoutBase(localPath));
        }

        return new MergeResult(
            newDefault == lastDefault ? local : merged.ToText(), merged,
            warnings.Count > 0 ? newDefault : null, comparison.Edits, comparison.Conflicts, warnings);
    }

    /// <summary>
    /// The same for what is read from disk. An installed file that is not UTF-8 is never rewritten with replacement characters: it is an
    /// error unless it is to be replaced anyway.
    /// </summary>
    public static MergeResult Merge(
        byte[]? lastDefault, byte[]? local, string newDefault, MergePolicy policy, string localPath, string templatePath,
        bool hideValues = false)
    {
        string? known;
        try
        {
            known = lastDefault is null ? null : ConfigDocument.Decode(lastDefault, localPath);
        }
        catch (DeploymentException)
        {
            known = null;
        }

        return Merge(known, local is null ? null : Decode(local, localPath, policy), newDefault, policy, localPath, templatePath,
            hideValues);
    }

    internal static string Decode(byte[] local, string localPath, MergePolicy policy)
    {
        try
        {
            return ConfigDocument.Decode(local, localPath);
        }
        catch (DeploymentException exception)
        {
            return policy == MergePolicy.Replace
                ? Encoding.Latin1.GetString(local)
                : throw new DeploymentException([DiagnosticCatalog.MergeImpossible(localPath), .. exception.Diagnostics]);
        }
    }

    private static MergeResult Replace(
        ConfigDocument? known, string local, ConfigDocument offered, string newDefault, string localPath, bool hideValues)
    {
        // An installed file that cannot even be read by key is given up as a whole; the backup has it.
        var comparison = TryParse(local, localPath) is { } installed ? new ThreeWay(known, installed, offered) : null;
        var lost = comparison is null ? [] : comparison.Edits.Concat(comparison.Conflicts).ToList();
        var warnings = lost.Select(change => DiagnosticCatalog.MergeReplaced(
            localPath, change.Source.Line, change.Source.Column, change.Name, Shown(change.Local, hideValues),
            Shown(change.Offered, hideValues)));
        return new MergeResult(newDefault, offered, null, lost, [], [.. warnings]);
    }

    private static Diagnostic Conflict(ConfigChange change, string localPath, bool hideValues) => DiagnosticCatalog.MergeConflict(
        localPath, change.Source.Line, change.Source.Column, change.Name, Shown(change.Local, hideValues),
        Shown(change.Offered, hideValues), localPath + ".new");

    private static string Shown(string? value, bool hide) => value is null ? "removed" : hide ? "(not shown)" : $"'{value}'";

    private static ConfigDocument? TryParse(string? text, string file)
    {
        try
        {
            return text is null ? null : ConfigDocument.Parse(text, file);
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    private static ConfigDocument ParseLocal(string local, string localPath)
    {
        try
        {
            return ConfigDocument.Parse(local, localPath);
        }
        catch (DeploymentException exception)
        {
            throw new DeploymentException([DiagnosticCatalog.MergeImpossible(localPath), .. exception.Diagnostics]);
        }
    }
}
