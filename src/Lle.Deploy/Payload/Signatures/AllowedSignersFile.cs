using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// OpenSSH's allowed_signers: "principals [options] keytype base64 [comment]" a line, # begins a comment line. Read as ssh-keygen -Y verify
/// reads it: a line that is malformed, or whose key cannot be used, allows nobody and leaves the others alone. (A test compares the two.)
/// </summary>
internal static class AllowedSignersFile
{
    private const string Blanks = " \t\r\n";

    /// <param name="skipped">Gets what is wrong with each line that is passed over.</param>
    public static IReadOnlyList<TrustedKey> Parse(string text, string file, TimeZoneInfo localZone, Findings skipped)
    {
        var keys = new List<TrustedKey>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            // To OpenSSH a line ends at its first NUL too.
            var content = line.Split('\0')[0].TrimStart(Blanks.ToCharArray());
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            try
            {
                keys.Add(ParseLine(content, file, number, localZone));
            }
            catch (DeploymentException refusal)
            {
                foreach (var diagnostic in refusal.Diagnostics)
                {
                    skipped.Add(diagnostic);
                }
            }
        }

        return keys;
    }

    private static TrustedKey ParseLine(string line, string file, int number, TimeZoneInfo localZone)
    {
        if (IsKey(line))
        {
            var type = line.Split(' ', '\t')[0];
            throw Malformed(file, number,
                $"this is an SSH public key; put who may sign with it first, for instance release@example.com {type} AAAA…");
        }

        var principals = TakePrincipals(line, out var rest)
            ?? throw Malformed(file, number, "a line has principals, options if any, a key type and the key in base64");
        var options = "";
        if (!IsKey(rest))
        {
            var end = EndOfOptions(rest);
            if (end < 0 || end == rest.Length)
            {
                throw Malformed(file, number, end < 0 ? "a double quote is not closed" : "the key is missing, or is not of a known type");
            }

            (options, rest) = (rest[..end], rest[end..].TrimStart(' ', '\t'));
        }

        var parsed = AllowedSignerOptions.TryParse(options, localZone, out var problem) ?? throw Malformed(file, number, problem);
        var (key, blob, algorithm) = ReadKey(rest, file, number);
        return parsed.IsAuthority
            ? throw Malformed(file, number, "cert-authority: certificates are not followed")
            : key with { Name = SshText.ToName(principals), Ssh = new AllowedSigner(blob, algorithm, principals, parsed) };
    }

    /// <summary>The first word, or what is in its double quotes (which close it).</summary>
    private static string? TakePrincipals(string line, out string rest)
    {
        var end = line.AsSpan().IndexOfAny(" \t\r\n\"");
        rest = "";
        if (end < 0)
        {
            return null;
        }

        var name = line[..end];
        if (line[end] == '"')
        {
            var close = line.IndexOf('"', end + 1);
            if (close < 0)
            {
                return null;
            }

            name += line[(end + 1)..close];
            end = close;
        }

        rest = line[(end + 1)..].TrimStart(Blanks.ToCharArray());
        return name;
    }

    private static bool IsKey(string text) =>
        SshKeyTypes.Blob(text[..EndOfWord(text)]) is not null && text.AsSpan(EndOfWord(text)).Trim(" \t\r").Length > 0;

    private static (TrustedKey Key, byte[] Blob, string Algorithm) ReadKey(string text, string file, int number)
    {
        var end = EndOfWord(text);
        var type = SshKeyTypes.Blob(text[..end]);
        var encoded = text[end..].TrimStart(' ', '\t');
        encoded = encoded[..EndOfWord(encoded)];
        if (type is null || encoded.Length == 0)
        {
            throw Malformed(file, number, "the key is missing, or is not of a known type");
        }

        var blob = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, blob, out var length))
        {
            throw Malformed(file, number, "the key is not base64");
        }

        blob = blob[..length];
        var key = SshPublicKey.TryParse(blob, out var algorithm, file, number);
        return key is not null && algorithm == type
            ? (key, blob, algorithm)
            : throw Malformed(file, number, $"the key is not a whole {text[..end]} key");
    }

    private static int EndOfWord(string text) => text.AsSpan().IndexOfAny(' ', '\t') is var end and >= 0 ? end : text.Length;

    /// <returns>-1 where a quote is not closed.</returns>
    private static int EndOfOptions(string text)
    {
        var quoted = false;
        var i = 0;
        for (; i < text.Length && (quoted || text[i] is not (' ' or '\t')); i++)
        {
            if (text.AsSpan(i).StartsWith("\\\"", StringComparison.Ordinal))
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return quoted ? -1 : i;
    }

    private static DeploymentException Malformed(string file, int line, string reason) =>
        new(DiagnosticCatalog.TrustedKeyMalformed(file, line, reason));
}
