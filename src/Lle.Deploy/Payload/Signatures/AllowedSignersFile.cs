using System.Globalization;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>
/// OpenSSH's allowed_signers: "principals [options] keytype base64 [comment]" a line, # begins a comment line. The options namespaces,
/// valid-after and valid-before are honoured; cert-authority is refused, because certificates are not followed.
/// </summary>
internal static class AllowedSignersFile
{
    private static readonly string[] Moments = ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    public static IReadOnlyList<TrustedKey> Parse(string text, string file, TimeZoneInfo localZone)
    {
        var keys = new List<TrustedKey>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim(' ', '\t', '\r');
            if (line.Length > 0 && line[0] != '#')
            {
                keys.Add(ParseLine(line, file, number, localZone));
            }
        }

        return keys;
    }

    private static TrustedKey ParseLine(string line, string file, int number, TimeZoneInfo localZone)
    {
        var fields = Fields(line);
        var type = fields.FindIndex(1, IsKeyType);
        if (fields.Count < 3 || type is < 1 or > 2 || fields.Count <= type + 1)
        {
            throw Malformed(file, number, "a line has principals, options if any, a key type and the key in base64");
        }

        var blob = new byte[fields[type + 1].Length];
        if (!Convert.TryFromBase64String(fields[type + 1], blob, out var length))
        {
            throw Malformed(file, number, "the key is not base64");
        }

        blob = blob[..length];
        var key = SshPublicKey.TryParse(blob, out var algorithm, file, number);
        if (key is null || algorithm != fields[type])
        {
            throw Malformed(file, number, $"the key is not a whole {fields[type]} key");
        }

        var signer = new AllowedSigner(blob, algorithm, [], null, null);
        var options = type == 2 ? fields[1] : "";
        return key with { Name = fields[0].Trim('"'), Ssh = ApplyOptions(signer, options, file, number, localZone) };
    }

    private static bool IsKeyType(string field) =>
        field.StartsWith("ssh-", StringComparison.Ordinal) || field.StartsWith("ecdsa-", StringComparison.Ordinal)
        || field.StartsWith("sk-", StringComparison.Ordinal);

    private static AllowedSigner ApplyOptions(AllowedSigner signer, string options, string file, int number, TimeZoneInfo localZone)
    {
        foreach (var option in Split(options, ','))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? option : option[..equals]).ToLowerInvariant();
            var value = equals < 0 ? "" : option[(equals + 1)..].Trim('"');
            signer = name switch
            {
                "namespaces" => signer with { Namespaces = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "valid-after" => signer with { ValidAfter = Moment(value) },
                "valid-before" => signer with { ValidBefore = Moment(value) },
                _ => throw Malformed(file, number, $"the option '{name}' is not supported"),
            };
        }

        return signer;

        DateTimeOffset Moment(string value)
        {
            var utc = value.EndsWith('Z');
            return DateTime.TryParseExact(utc ? value[..^1] : value, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? new DateTimeOffset(moment, utc ? TimeSpan.Zero : localZone.GetUtcOffset(moment))
                : throw Malformed(file, number, $"'{value}' is not a time of the form YYYYMMDD[HHMM[SS]][Z]");
        }
    }

    private static List<string> Fields(string line) => Split(line.Replace('\t', ' '), ' ');

    /// <summary>At the separator, but not inside double quotes; empty pieces count nothing.</summary>
    private static List<string> Split(string text, char separator)
    {
        var pieces = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"')
            {
                quoted = !quoted;
            }

            if (i == text.Length || (text[i] == separator && !quoted))
            {
                if (i > start)
                {
                    pieces.Add(text[start..i]);
                }

                start = i + 1;
            }
        }

        return pieces;
    }

    private static DeploymentException Malformed(string file, int line, string reason) =>
        new(DiagnosticCatalog.TrustedKeyMalformed(file, line, reason));
}
