using Lle.Deploy.Reporting;

namespace Lle.Deploy;

/// <summary>What is installed on a target.</summary>
public sealed class StatusResult
{
    private readonly TargetStatus status;

    internal StatusResult(TargetStatus status, bool succeeded) => (this.status, Succeeded) = (status, succeeded);

    /// <summary>The target could be looked at. Where it could not, an error has been told.</summary>
    public bool Succeeded { get; }

    /// <summary>The install prefix that was looked at.</summary>
    public string Prefix => status.Prefix;

    /// <summary>A program stands at PREFIX/bin.</summary>
    public bool Installed => status.Installed;

    /// <summary>The version deployed; null: none is known.</summary>
    public string? Version => status.Version;

    /// <summary>The facts that docs/targets.md lists, by name; lists are separated by semicolons.</summary>
    public IReadOnlyDictionary<string, string?> Facts => ResultFacts.Of(status);

    /// <summary>The status as text for people.</summary>
    public IReadOnlyList<string> Summary => [.. TargetStatusText.Lines(status)];

    /// <summary>All of it.</summary>
    public string ToJson() => TargetStatusText.Json(status);
}
