namespace Lle.Deploy.Diagnostics;

/// <summary>The only way an engine operation gives up: it carries the numbered diagnostics that people get to read.</summary>
internal class DeploymentException : Exception
{
    public DeploymentException(Diagnostic diagnostic, Exception? cause = null)
        : base(diagnostic.ToString(), cause) => Diagnostics = [diagnostic];

    public DeploymentException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The same where it comes after a decision, which stands whatever happens then.</summary>
    public virtual IReadOnlyList<Diagnostic> AfterDecision => [.. Diagnostics.Select(diagnostic => diagnostic.AsWarning())];
}
