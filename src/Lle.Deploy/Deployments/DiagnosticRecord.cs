using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Deployments;

internal sealed class DiagnosticRecord
{
    public string Code { get; set; } = "";

    public Severity Severity { get; set; }

    /// <summary>Worth a look before other warnings.</summary>
    public bool IsProminent { get; set; }

    public string? Property { get; set; }

    public string? File { get; set; }

    public int Line { get; set; }

    public int Column { get; set; }

    public string Message { get; set; } = "";

    public string Remedy { get; set; } = "";
}
