using Lle.Deploy.Text;

namespace Lle.Deploy.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum Severity
{
    /// <summary>Fails nothing.</summary>
    Warning,

    /// <summary>Fails the operation.</summary>
    Error,
}

/// <summary>
/// Where a diagnostic points: an option or an item, a file, or a place in a file. Lines and columns count from 1; 0 is unknown.
/// </summary>
/// <param name="Property">The property's name, or the item's type.</param>
/// <param name="File">An absolute path on the target or of the payload.</param>
/// <param name="Line">In the file.</param>
/// <param name="Column">In the line.</param>
/// <param name="Item">What the item includes; null: it is a property.</param>
public sealed record Location(string? Property = null, string? File = null, int Line = 0, int Column = 0, string? Item = null)
{
    /// <summary>Nowhere in particular.</summary>
    public static readonly Location None = new();

    /// <summary>A property of the build, or an option of the command line.</summary>
    public static Location OfProperty(string name) => new(Property: name);

    /// <summary>An item of the build.</summary>
    public static Location OfItem(string type, string include) => new(Property: type, Item: include);

    /// <summary>A file, or a place in one.</summary>
    public static Location OfFile(string path, int line = 0, int column = 0) => new(File: OneLine.Escape(path), Line: line, Column: column);
}

/// <summary>
/// One numbered message for people: what is wrong, and what to do about it. Message and remedy begin with a capital letter and end
/// without a full stop.
/// </summary>
/// <param name="Code">"LLE" and four digits; docs/diagnostics explains each.</param>
/// <param name="Severity">An error fails the deployment; a warning never does.</param>
/// <param name="Location">The property, file, line and column it is about.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Remedy">What to do; an imperative sentence.</param>
public sealed record Diagnostic(string Code, Severity Severity, Location Location, string Message, string Remedy)
{
    /// <summary>Worth a look before other warnings: a target was missed, or the new version is clearly slower.</summary>
    public bool IsProminent { get; init; }

    /// <summary>The whole text on one line, without code and location: control characters escaped.</summary>
    public string Text => OneLine.Escape(Remedy.Length == 0 ? Message : $"{Message.TrimEnd('.')}. {Remedy}");

    /// <summary>The same finding where it must not fail anything; it is worth a look before other warnings.</summary>
    public Diagnostic AsWarning() => this with { Severity = Severity.Warning, IsProminent = true };

    /// <summary>Code and text.</summary>
    public override string ToString() => $"{Code}: {Text}";
}
