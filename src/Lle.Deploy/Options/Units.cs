using System.Globalization;
using System.Text.RegularExpressions;

namespace Lle.Deploy.Options;

/// <summary>Amounts that were written with a unit. They are refused, because "50m" could mean two things, but the number that is meant is
/// named.</summary>
internal static partial class Units
{
    private static readonly Dictionary<string, Dictionary<string, double>> Factors = new()
    {
        ["µs"] = new() { ["us"] = 1, ["µs"] = 1, ["ms"] = 1000, ["s"] = 1_000_000 },
        ["seconds"] = new() { ["ms"] = 0.001, ["s"] = 1, ["min"] = 60 },
        ["percent"] = new() { ["%"] = 1 },
        ["KiB"] = new()
        {
            ["k"] = 1,
            ["kb"] = 1,
            ["kib"] = 1,
            ["m"] = 1 << 10,
            ["mb"] = 1 << 10,
            ["mib"] = 1 << 10,
            ["g"] = 1 << 20,
            ["gb"] = 1 << 20,
            ["gib"] = 1 << 20,
        },
    };

    /// <returns>"a number of µs" and the like for an option whose text begins with its unit.</returns>
    public static string Of(Option option) => UnitOf(option) is { } unit ? $" of {unit}" : "";

    /// <returns>What the value is in the option's unit, as an addition to what was expected; empty: it is not an amount with a
    /// unit.</returns>
    public static string Hint(Option option, string value)
    {
        if (UnitOf(option) is not { } unit || Amount().Match(value) is not { Success: true } amount
            || !Factors[unit].TryGetValue(amount.Groups[2].Value.ToLowerInvariant(), out var factor))
        {
            return "";
        }

        var number = double.Parse(amount.Groups[1].Value, CultureInfo.InvariantCulture) * factor;
        return string.Create(CultureInfo.InvariantCulture, $", without a unit ({value.Trim()} is {number:0.###})");
    }

    private static string? UnitOf(Option option) =>
        option.Text.Split(' ', ';', ',')[0] is var first && Factors.ContainsKey(first) ? first : null;

    [GeneratedRegex(@"^\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-zµ%]+)\s*$")]
    private static partial Regex Amount();
}
