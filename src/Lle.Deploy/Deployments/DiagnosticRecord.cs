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

    public static DiagnosticRecord Of(Diagnostic diagnostic) => new()
    {
        Code = diagnostic.Code,
        Severity = diagnostic.Severity,
        IsProminent = diagnostic.IsProminent,
        Property = diagnostic.Location.Property,
        File = diagnostic.Location.File,
        Line = diagnostic.Location.Line,
        Column = diagnostic.Location.Column,
        Message = diagnostic.Message,
        Remedy = diagnostic.Remedy,
    };
}
