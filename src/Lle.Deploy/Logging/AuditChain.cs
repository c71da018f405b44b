using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Logging;

/// <summary>Follows the chain of an audit log line by line; knows the head at the end of what it was given.</summary>
internal sealed class AuditChain(string path, string? knownHead)
{
    private readonly Findings findings = new();
    private readonly IncrementalHash legacy = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? legacyHash;
    private string? previous;
    private int lines;
    private int legacyLines;
    private int suspect;
    private int broken;
    private bool knownHeadSeen;

    /// <summary>What the next line has to carry.</summary>
    public string NextHash => previous ?? (legacyHash ??= Convert.ToHexStringLower(legacy.GetCurrentHash()));

    /// <param name="line">Without its end.</param>
    /// <param name="ended">It has an end; only the last line may have none.</param>
    public void Add(ReadOnlySpan<byte> line, bool ended)
    {
        lines++;
        var chain = AuditLine.ChainOf(line);
        var hash = AuditLine.Hash(line);
        knownHeadSeen |= hash == knownHead;
        if (chain is null && previous is null)
        {
            legacyLines++;
            legacy.AppendData(line);
            // A missing end is written before anything is added, so it counts as there.
            legacy.AppendData("\n"u8);
            return;
        }

        if (suspect > 0 && AuditLine.IsTornNotice(line) && chain == previous)
        {
            findings.Add(DiagnosticCatalog.AuditTorn(path, suspect));
            suspect = 0;
        }

        ResolveSuspect();
        if (chain is null)
        {
            // Cut off by a crash, or edited: the line after it tells.
            suspect = lines;
        }
        else if (chain != NextHash)
        {
            Break(lines, "it does not carry the hash of the line before");
        }
        else if (!ended)
        {
            suspect = lines;
        }

        previous = hash;
    }

    public AuditVerdict Finish()
    {
        ResolveSuspect();
        if (legacyLines > 0)
        {
            findings.Add(DiagnosticCatalog.AuditLegacy(path, legacyLines));
        }

        if (knownHead is not null && !knownHeadSeen && broken == 0)
        {
            findings.Add(DiagnosticCatalog.AuditHeadUnknown(path, knownHead));
        }

        return new AuditVerdict(lines, legacyLines, lines == 0 ? null : NextHash, broken, findings.All);
    }

    private void ResolveSuspect()
    {
        if (suspect > 0)
        {
            Break(suspect, "it is not a whole line of the chain");
            suspect = 0;
        }
    }

    private void Break(int line, string reason)
    {
        if (broken == 0)
        {
            broken = line;
            findings.Add(DiagnosticCatalog.AuditBroken(path, line, reason));
        }
    }
}
