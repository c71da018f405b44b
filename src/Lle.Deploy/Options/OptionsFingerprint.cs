using System.Security.Cryptography;
using System.Text;

namespace Lle.Deploy.Options;

/// <summary>A hash of every option and item that shapes what is installed or how it is judged: another one is a change, although every byte
/// of the payload is the same.</summary>
internal static class OptionsFingerprint
{
    /// <summary>What is asked only this once, or is looked at by its content: where the payload comes from, what to roll back, whether to
    /// insist.</summary>
    private static readonly Option[] OfOneRun =
    [
        OptionTable.PayloadDir, OptionTable.Version, OptionTable.UpdatePackage, OptionTable.UpdateVersion, OptionTable.AllowDowngrade,
        OptionTable.Force,
        OptionTable.Adopt, OptionTable.Replaces, OptionTable.Purge, OptionTable.DeploymentId, OptionTable.RollbackReason,
        OptionTable.BackupTimestamp, OptionTable.HostPackage,
        OptionTable.PlanOperation, OptionTable.PlanFile, OptionTable.PlanHash,
        .. FleetOptions.All,
    ];

    public static string Of(OptionValues values, params IReadOnlyList<(ItemKind Kind, IReadOnlyList<ItemValues> Items)> items)
    {
        var text = new StringBuilder();
        foreach (var option in OptionTable.All.Where(option => !OfOneRun.Contains(option)))
        {
            Line(text, option.Name, values.Text(option).Trim());
        }

        foreach (var (kind, given) in items)
        {
            foreach (var item in given)
            {
                Line(text, kind.Name, item.Include);
                foreach (var (name, value) in item.Metadata.OrderBy(m => m.Key, StringComparer.OrdinalIgnoreCase))
                {
                    Line(text, $"{kind.Name}.{name.ToLowerInvariant()}", value);
                }
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Lengths keep two values from reading like one.</summary>
    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(name).Append(' ').Append(value.Length).Append(' ').Append(value).Append('\n');
}
