using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>Holds a configuration against rules.</summary>
internal static class ConfigRules
{
    /// <summary>LLE's own: four sections, and two numbers in [performance].</summary>
    public static IReadOnlyList<ConfigRule> Default { get; } =
    [
        new("performance"),
        new("memory"),
        new("display"),
        new("security"),
        new("performance", "max_startup_time", ConfigValueKind.Integer, 100, 5000),
        new("performance", "cache_hit_rate_target", ConfigValueKind.Integer, 50, 100),
    ];

    /// <summary>The rules of a build file stand above the default ones about the same section and key.</summary>
    public static IReadOnlyList<ConfigRule> Combine(IEnumerable<ConfigRule> defaults, IEnumerable<ConfigRule> own)
    {
        var combined = new List<ConfigRule>(defaults);
        foreach (var rule in own)
        {
            combined.RemoveAll(other => other.Section == rule.Section && other.Key == rule.Key);
            combined.Add(rule);
        }

        return combined;
    }

    public static void Check(ConfigDocument document, IReadOnlyList<ConfigRule> rules)
    {
        var findings = new Findings();
        var required = rules.Where(rule => rule.Required && rule.Key is null).Select(rule => rule.Section).ToList();
        if (required.Count > 1 && required.TrueForAll(section => document.FindSection(section) is null))
        {
            // One cause, one error: the file is empty, or is the configuration of another program.
            throw new DeploymentException(DiagnosticCatalog.ConfigurationEmpty(document.File, required));
        }

        foreach (var rule in rules)
        {
            if (rule.Key is null)
            {
                CheckSection(document, rule, findings);
            }
            else
            {
                CheckKey(document, rule, rule.Key, findings);
            }
        }

        CheckPlaces(document, rules, findings);
        findings.ThrowIfFailed();
    }

    private static void CheckSection(ConfigDocument document, ConfigRule rule, Findings findings)
    {
        if (rule.Required && document.FindSection(rule.Section) is null)
        {
            findings.Add(DiagnosticCatalog.ConfigurationSectionMissing(document.File, Math.Max(1, document.Lines.Count), rule.Section));
        }
    }

    private static void CheckKey(ConfigDocument document, ConfigRule rule, string key, Findings findings)
    {
        var entry = document.Find(rule.Section, key);
        var header = document.FindSection(rule.Section);
        if (entry is not null)
        {
            CheckValue(entry, rule, findings);
        }
        else if (rule.Required && header is not null)
        {
            var at = header.Source;
            findings.Add(DiagnosticCatalog.ConfigurationKeyMissing(at.File!, at.Line, at.Column, rule.Section, key));
        }
        else if (rule.Required)
        {
            findings.Add(DiagnosticCatalog.ConfigurationKeyMissing(document.File, Math.Max(1, document.Lines.Count), 1, rule.Section, key));
        }
    }

    /// <summary>A key that has its section by a rule, found in a section that no rule gives it.</summary>
    private static void CheckPlaces(ConfigDocument document, IReadOnlyList<ConfigRule> rules, Findings findings)
    {
        var homes = rules.Where(rule => rule.Key is not null).ToLookup(rule => rule.Key!, rule => rule.Section, StringComparer.Ordinal);
        foreach (var entry in document.Entries.Where(entry => homes.Contains(entry.Key) && !homes[entry.Key].Contains(entry.Section)))
        {
            var at = entry.Source;
            findings.Add(DiagnosticCatalog.ConfigurationKeyMisplaced(
                at.File!, at.Line, at.Column, entry.Key, entry.Section, homes[entry.Key].First()));
        }
    }

    private static void CheckValue(ConfigEntry entry, ConfigRule rule, Findings findings)
    {
        var at = entry.Source;
        if (rule.Kind == ConfigValueKind.Boolean && entry.Value is not ("true" or "false"))
        {
            findings.Add(DiagnosticCatalog.ConfigurationValueKind(
                at.File!, at.Line, entry.ValueColumn, entry.Key, entry.Value, "true or false"));
        }

        if (rule.Kind != ConfigValueKind.Integer)
        {
            return;
        }

        if (entry.Value.StartsWith('+') || !long.TryParse(
            entry.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            findings.Add(DiagnosticCatalog.ConfigurationValueKind(
                at.File!, at.Line, entry.ValueColumn, entry.Key, entry.Value, "an integer"));
        }
        else if (number < rule.Minimum || number > rule.Maximum)
        {
            findings.Add(DiagnosticCatalog.ConfigurationValueRange(
                at.File!, at.Line, entry.ValueColumn, entry.Key, entry.Value, Range(rule)));
        }
    }

    private static string Range(ConfigRule rule) => (rule.Minimum, rule.Maximum) switch
    {
        ({ } minimum, { } maximum) => $"from {minimum} to {maximum}",
        ({ } minimum, null) => $"at least {minimum}",
        (_, { } maximum) => $"at most {maximum}",
        _ => "an integer",
    };
}
