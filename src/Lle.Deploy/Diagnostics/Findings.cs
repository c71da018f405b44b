namespace Lle.Deploy.Diagnostics;

/// <summary>
/// What an examination complains about: it goes on after the first error, so that people see all of them at once, but stops
/// collecting at a limit, so that a hostile file cannot fill the build log.
/// </summary>
internal sealed class Findings
{
    private const int Limit = 50;
    private readonly List<Diagnostic> found = [];
    private bool failed;

    public IReadOnlyList<Diagnostic> All => found;

    public bool Failed => failed;

    public void Add(Diagnostic diagnostic)
    {
        failed |= diagnostic.Severity == Severity.Error;
        if (found.Count < Limit)
        {
            found.Add(diagnostic);
        }
        else if (diagnostic.Severity == Severity.Error && found[^1].Severity == Severity.Warning)
        {
            found[^1] = diagnostic;
        }
    }

    /// <summary>Gives up if anything was an error.</summary>
    /// <returns>The warnings, if all that was found are warnings.</returns>
    public IReadOnlyList<Diagnostic> ThrowIfFailed() => failed ? throw new DeploymentException(found) : found;
}
