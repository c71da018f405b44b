namespace Lle.Deploy.Payload.Signatures;

/// <summary>What one line of an allowed_signers file allows its key.</summary>
/// <param name="Blob">The public key as SSH writes it; a signature must carry exactly these bytes.</param>
/// <param name="Algorithm">ssh-rsa, ecdsa-sha2-nistp256 or ecdsa-sha2-nistp384.</param>
/// <param name="Principals">Patterns of whom the line is about, as it has them: one byte a character.</param>
/// <param name="Options">What else the line says.</param>
internal sealed record AllowedSigner(byte[] Blob, string Algorithm, string Principals, AllowedSignerOptions Options)
{
    /// <param name="principal">null: whoever the line names will do.</param>
    public bool AllowsPrincipal(string? principal) =>
        principal is null ? SshPatterns.NamesAnyone(Principals) : SshPatterns.ListMatches(Principals, SshText.OfName(principal));

    public bool AllowsNamespace(string name) => Options.Namespaces is not { } patterns || SshPatterns.ListMatches(patterns, name);

    /// <summary>Whole seconds, as ssh-keygen compares them.</summary>
    public bool IsValidAt(DateTimeOffset moment) =>
        (Options.ValidAfter is not { } after || moment.ToUnixTimeSeconds() >= after)
        && (Options.ValidBefore is not { } before || moment.ToUnixTimeSeconds() <= before);
}
