using System.Text.Json;

namespace Lle.Deploy.Fleets;

/// <summary>What a host measured, as its own result says; null: it measured none.</summary>
/// <param name="StartupMicroseconds">The median.</param>
/// <param name="ResponseMicroseconds">The median of the gating mode.</param>
internal sealed record HostFigures(double? StartupMicroseconds, double? ResponseMicroseconds)
{
    public static HostFigures Of(HostAnswer host)
    {
        if (host.Record is null)
        {
            return new HostFigures(null, null);
        }

        using var json = JsonDocument.Parse(host.Record);
        var result = json.RootElement;
        var terminal = Get(Get(result, "Budgets"), "ResponseMode") is { ValueKind: JsonValueKind.String } mode
            && mode.GetString() == "terminal";
        return new HostFigures(
            Median(Get(Get(result, "Startup"), "Wall")),
            Median(Get(Get(result, terminal ? "TerminalResponse" : "PipeResponse"), "RoundTrip")));
    }

    private static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) ? value : null;

    private static double? Median(JsonElement? summary) =>
        Get(summary, "Median") is { ValueKind: JsonValueKind.Number } median ? median.GetDouble() : null;
}
