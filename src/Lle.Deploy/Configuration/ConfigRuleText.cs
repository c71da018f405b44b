using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>A rule as a build file gives it: every part is text, and empty where it is not given.</summary>
internal sealed record ConfigRuleText(string Identity, string Section, string Key, string Type, string Minimum, string Maximum,
    string Required)
{
    /// <summary>The rules that all the texts mean; complains about every one that means none.</summary>
    public static IReadOnlyList<ConfigRule> ParseAll(IEnumerable<ConfigRuleText> texts)
    {
        var findings = new Findings();
        var rules = texts.Select(text => text.Parse(findings)).ToList();
        findings.ThrowIfFailed();
        return rules;
    }

    private ConfigRule Parse(Findings findings)
    {
        var kind = Type.Trim().ToLowerInvariant() switch
        {
            "" when Minimum.Length > 0 || Maximum.Length > 0 => ConfigValueKind.Integer,
            "" or "text" => ConfigValueKind.Text,
            "integer" => ConfigValueKind.Integer,
            "boolean" => ConfigValueKind.Boolean,
            _ => Complain(ConfigValueKind.Text, $"Type is '{Type}'; integer, boolean or text was expected"),
        };
        var required = Required.Trim().ToLowerInvariant() switch
        {
            "" or "true" => true,
            "false" => false,
            _ => Complain(true, $"Required is '{Required}'; true or false was expected"),
        };
        var minimum = Limit("Minimum", Minimum);
        var maximum = Limit("Maximum", Maximum);
        if (Section.Length == 0)
        {
            Complain(0, "Section is not given");
        }

        if (Key.Length == 0 && (Type.Length > 0 || minimum is not null || maximum is not null))
        {
            Complain(0, "Type, Minimum and Maximum are about a key, and Key is not given");
        }

        if (kind != ConfigValueKind.Integer && (minimum ?? maximum) is not null)
        {
            Complain(0, "Minimum and Maximum are for integers");
        }

        if (minimum > maximum)
        {
            Complain(0, $"Minimum {minimum} is above Maximum {maximum}");
        }

        return new ConfigRule(Section, Key.Length == 0 ? null : Key, kind, minimum, maximum, required);

        long? Limit(string name, string text) =>
            text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : Complain<long?>(null, $"{name} is '{text}'; an integer was expected");

        T Complain<T>(T instead, string reason)
        {
            findings.Add(DiagnosticCatalog.ConfigurationRuleInvalid(Identity, reason));
            return instead;
        }
    }
}
