using Lle.Deploy.Diagnostics;
using Lle.Deploy.Reporting;
using Lle.Deploy.Sessions;
using Lle.Deploy.Text;

namespace Lle.Deploy.Operations;

/// <summary>plan.json, outside of the target.</summary>
internal static class PlanFile
{
    /// <param name="path">null: nowhere.</param>
    public static void Write(string? path, PlanRecord plan)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, PlanText.Json(plan));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DeploymentException(DiagnosticCatalog.PlanNotWritten(path, OneLine.Escape(error.Message)));
        }
    }
}
