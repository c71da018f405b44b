namespace Lle.Deploy.Payload.Signatures;

/// <summary>The options of an allowed_signers line (ssh-keygen(1), ALLOWED SIGNERS).</summary>
/// <param name="IsAuthority">cert-authority: the key certifies others and signs nothing itself.</param>
/// <param name="Namespaces">Patterns; null allows any, an empty list none.</param>
/// <param name="ValidAfter">Seconds since 1970.</param>
/// <param name="ValidBefore">Seconds since 1970.</param>
internal sealed record AllowedSignerOptions(
    bool IsAuthority = false, string? Namespaces = null, long? ValidAfter = null, long? ValidBefore = null)
{
    /// <summary>Reads them as OpenSSH does: names in any case, values in double quotes, \" for a quote, none twice.</summary>
    /// <returns>null where they are malformed.</returns>
    public static AllowedSignerOptions? TryParse(string text, TimeZoneInfo localZone, out string problem)
    {
        var options = new AllowedSignerOptions();
        var rest = text.AsSpan();
        problem = "";
        while (!rest.IsEmpty)
        {
            if (options.Take(ref rest, localZone, out problem) is not { } taken)
            {
                return null;
            }

            options = taken;
            if (rest.IsEmpty)
            {
                break;
            }

            if (rest[0] != ',' || rest.Length == 1)
            {
                problem = rest[0] == ',' ? "its options end with a comma" : $"the option '{NameAt(rest)}' is not known";
                return null;
            }

            rest = rest[1..];
        }

        problem = "valid-before is not after valid-after";
        return options.ValidBefore <= options.ValidAfter ? null : options;
    }

    private AllowedSignerOptions? Take(ref ReadOnlySpan<char> rest, TimeZoneInfo localZone, out string problem)
    {
        problem = "";
        if (rest.StartsWith("cert-authority", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest["cert-authority".Length..];
            return this with { IsAuthority = true };
        }

        if (Matches("namespaces=", ref rest))
        {
            problem = "namespaces is given twice, or its value is not in double quotes";
            return Namespaces is null && Dequote(ref rest) is { } patterns ? this with { Namespaces = patterns } : null;
        }

        if (Matches("valid-after=", ref rest))
        {
            return Moment(ref rest, localZone, "valid-after", ValidAfter, out problem) is { } after
                ? this with { ValidAfter = after }
                : null;
        }

        if (Matches("valid-before=", ref rest))
        {
            return Moment(ref rest, localZone, "valid-before", ValidBefore, out problem) is { } before
                ? this with { ValidBefore = before }
                : null;
        }

        return this;
    }

    private static long? Moment(ref ReadOnlySpan<char> rest, TimeZoneInfo localZone, string name, long? given, out string problem)
    {
        var value = Dequote(ref rest);
        problem = given is not null ? $"{name} is given twice"
            : value is null ? $"the value of {name} is not in double quotes"
            : $"'{value}' is not a time of the form YYYYMMDD[HHMM[SS]][Z]";
        return given is not null || value is null ? null : SshTime.TryParse(value, localZone);
    }

    private static bool Matches(string term, ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith(term, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[term.Length..];
        return true;
    }

    private static string? Dequote(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            return null;
        }

        var value = new System.Text.StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }

            if (rest[i..].StartsWith("\\\"", StringComparison.Ordinal))
            {
                i++;
            }

            value.Append(rest[i]);
        }

        return null;
    }

    private static string NameAt(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(',', '=', '"');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
