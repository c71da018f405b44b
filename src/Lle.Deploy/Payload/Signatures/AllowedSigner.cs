namespace Lle.Deploy.Payload.Signatures;

/// <summary>What one line of an allowed_signers file allows its key.</summary>
/// <param name="Blob">The public key as SSH writes it; a signature must carry exactly these bytes.</param>
/// <param name="Algorithm">ssh-rsa, ecdsa-sha2-nistp256 or ecdsa-sha2-nistp384.</param>
/// <param name="Namespaces">Patterns; empty allows any.</param>
/// <param name="ValidAfter">Not before this moment.</param>
/// <param name="ValidBefore">Not after this moment.</param>
internal sealed record AllowedSigner(
    byte[] Blob, string Algorithm, IReadOnlyList<string> Namespaces, DateTimeOffset? ValidAfter, DateTimeOffset? ValidBefore)
{
    public bool AllowsNamespace(string name) => Namespaces.Count == 0 || Namespaces.Any(pattern => Matches(pattern, name));

    public bool IsValidAt(DateTimeOffset moment) =>
        (ValidAfter is not { } after || moment >= after) && (ValidBefore is not { } before || moment <= before);

    /// <summary>SSH patterns know * and ? only. Greedy with one point of return, so that no pattern takes long.</summary>
    private static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
