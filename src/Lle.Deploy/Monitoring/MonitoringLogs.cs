using System.Globalization;
using Lle.Deploy.Text;

namespace Lle.Deploy.Monitoring;

/// <summary>The line with which a deployment opens performance.log, health.log and alerts.log.</summary>
internal static class MonitoringLogs
{
    public static string Opening(DateTimeOffset time, string deploymentId) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}] [INIT] Monitoring log initialized (Deployment: {OneLine.Escape(deploymentId)})\n");
}
