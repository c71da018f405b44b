using System.Text;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Reads the files that LleTrustedKeys names: PEM public keys and certificates, or OpenSSH allowed_signers.</summary>
internal static class TrustedKeys
{
    private const long MaximumBytes = 1 << 20;

    /// <param name="tell">Hears, as warnings, of lines of an allowed_signers file that are passed over.</param>
    public static IReadOnlyList<TrustedKey> Load(IEnumerable<string> files, TimeProvider clock, Action<Diagnostic>? tell = null)
    {
        var findings = new Findings();
        var keys = new List<TrustedKey>();
        foreach (var file in files)
        {
            try
            {
                keys.AddRange(Parse(Read(file), file, clock, tell));
            }
            catch (DeploymentException exception)
            {
                foreach (var diagnostic in exception.Diagnostics)
                {
                    findings.Add(diagnostic);
                }
            }
        }

        findings.ThrowIfFailed();
        return keys;
    }

    public static IReadOnlyList<TrustedKey> Parse(
        ReadOnlySpan<byte> content, string file, TimeProvider clock, Action<Diagnostic>? tell = null)
    {
        // Key files are ASCII; anything else in them (a comment, a certificate's preamble) only has to survive.
        var text = Encoding.Latin1.GetString(content);
        if (text.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            return NotEmpty(PemKeys.Parse(text, file, clock.GetUtcNow()), file);
        }

        var skipped = new Findings();
        var signers = AllowedSignersFile.Parse(text, file, clock.LocalTimeZone, skipped);
        if (signers.Count == 0)
        {
            skipped.ThrowIfFailed();
        }

        foreach (var problem in skipped.All)
        {
            tell?.Invoke(problem.AsWarning());
        }

        return NotEmpty(signers, file);
    }

    private static IReadOnlyList<TrustedKey> NotEmpty(IReadOnlyList<TrustedKey> keys, string file) =>
        keys.Count > 0 ? keys : throw new DeploymentException(DiagnosticCatalog.NoTrustedKeyInFile(file));

    private static byte[] Read(string file)
    {
        using var source = PayloadSource.TryOpen(file)
            ?? throw new DeploymentException(DiagnosticCatalog.TrustedKeyUnreadable(file, "it does not exist"));
        return source.ReadAll(MaximumBytes);
    }
}
