using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Installed;

/// <summary>
/// DATA/history/fingerprint: what the deployment in force was made of (payload, version, options, engine) and what it left on the target.
/// It is installed and rolled back with the rest, so it always speaks of what is there.
/// </summary>
/// <param name="DeploymentId">The deployment that left it.</param>
/// <param name="Inputs">SHA-256 of all that the deployment was made of.</param>
/// <param name="Paths">What it left: each path with a hash of its state, content, mode, owner and attributes.</param>
internal sealed record DeploymentFingerprint(string DeploymentId, string Inputs, IReadOnlyDictionary<string, string> Paths)
{
    /// <summary>The run of a roll-out that made it, and a hash of what that run asked for; null: no roll-out did.</summary>
    public string? Run { get; init; }

    /// <summary>SHA-256 of the checksum list of the bundle that was deployed; null: it was no bundle.</summary>
    public string? Bundle { get; init; }

    private const string PathsName = "Paths";
    private const string PathName = "Path";
    private const string StateName = "State";

    /// <param name="paths">Installed files; those that bear a deployment's ID in their names are left out, because they come and
    /// go.</param>
    public static DeploymentFingerprint Of(TargetLayout layout, string deploymentId, string inputs, IEnumerable<string> paths) => new(
        deploymentId,
        inputs,
        paths.Where(path => path != layout.Fingerprint && !layout.IsShared(path) && !path.Contains(deploymentId, StringComparison.Ordinal))
            .Distinct()
            .ToDictionary(path => path, path => HashOf(PathState.CaptureIfReached(path)), StringComparer.Ordinal));

    /// <summary>Whether every path is what the deployment left.</summary>
    public bool Stands => Paths.All(path => HashOf(PathState.CaptureIfReached(path.Key)) == path.Value);

    public string ToText(TargetLayout layout)
    {
        var records = new RecordPaths(layout);
        return JsonLine.Write(writer =>
        {
            writer.WriteString(nameof(DeploymentId), DeploymentId);
            writer.WriteString(nameof(Inputs), Inputs);
            writer.WriteUnlessNull(nameof(Run), Run);
            writer.WriteUnlessNull(nameof(Bundle), Bundle);
            writer.WriteStartArray(PathsName);
            foreach (var (path, state) in Paths.OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString(PathName, records.Write(path));
                writer.WriteString(StateName, state);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }) + "\n";
    }

    /// <returns>null: there is none, or it cannot be read; then everything is deployed anew.</returns>
    public static DeploymentFingerprint? Read(TargetLayout layout)
    {
        try
        {
            return InstalledState.TryReadText(layout.Fingerprint) is { } text ? Parse(text, layout) : null;
        }
        catch (Exception error) when (error is JsonException or DeploymentException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the last deployment was made of something else; false where nothing is known of it.</summary>
    public static bool Differs(TargetLayout layout, string inputs) => Read(layout) is { } last && last.Inputs != inputs;

    private static DeploymentFingerprint Parse(string text, TargetLayout layout)
    {
        var records = new RecordPaths(layout);
        return JsonLine.Read(text, json => new DeploymentFingerprint(
            json.Text(nameof(DeploymentId)),
            json.Text(nameof(Inputs)),
            json.Elements(PathsName).ToDictionary(
                path => records.Read(path.Text(PathName), layout.Fingerprint) ?? throw new FormatException(PathName), path =>
                    path.Text(StateName), StringComparer.Ordinal))
        {
            Run = json.TextOrNull(nameof(Run)),
            Bundle = json.TextOrNull(nameof(Bundle)),
        });
    }

    private static string HashOf(PathState state) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonLine.Write(writer => writer.WriteState(StateName, state)))));
}
