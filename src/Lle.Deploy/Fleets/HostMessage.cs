using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Fleets;

/// <summary>One coded message a host.</summary>
internal static class HostMessage
{
    /// <returns>null: it is well, or others say what is to be said.</returns>
    public static Diagnostic? Of(HostAnswer answer, FleetSettings settings)
    {
        var diagnostic = answer.Status switch
        {
            _ when answer.Succeeded || answer.IsUntouched => null,
            HostAnswer.Unreachable => DiagnosticCatalog.HostUnreachable(answer.Host, answer.Message),
            HostAnswer.HostKey => DiagnosticCatalog.HostKeyRefused(answer.Host, answer.Message),
            HostAnswer.Lost => DiagnosticCatalog.HostLost(answer.Host, answer.Message),
            HostAnswer.NotUsable => DiagnosticCatalog.HostNotUsable(answer.Host, answer.Message),
            _ => DiagnosticCatalog.HostFailed(answer.Host, answer.Status, answer.Message),
        };
        var isItem = settings.Hosts.Any(host => host.Name == answer.Host);
        diagnostic = isItem ? diagnostic : diagnostic is null ? null : diagnostic with
        {
            Location = Location.OfProperty(FleetOptions.Inventory.Name),
        };
        return answer.Status == HostAnswer.Unreachable && settings.Offline == OfflineRule.Skip ? diagnostic?.AsWarning() : diagnostic;
    }
}
