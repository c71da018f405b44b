using System.Text.Json;
using Lle.Deploy.Layout;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Of a closed transaction hardly anybody asks what it changed, and a restore may have changed a hundred thousand files. A long list of
/// changes is checked against its hash and not looked into, unless it speaks of versions, which retention asks every transaction for.
/// </summary>
internal sealed class PartialReading(TargetLayout layout)
{
    private const int Long = 1 << 15;

    private readonly byte[][] versions =
    [
        .. new[] { layout.VersionsDir, layout.CurrentVersion }
            .Select(path => JsonEncodedText.Encode(new RecordPaths(layout).Write(path)).EncodedUtf8Bytes.ToArray()),
    ];

    /// <summary>Something was not read.</summary>
    public bool IsPart { get; private set; }

    /// <returns>The entry without its changes; null: it has to be read.</returns>
    public JournalEntry? WithoutReading(ReadOnlyMemory<byte> json)
    {
        if (json.Length < Long || !json.Span.StartsWith("""{"kind":"Intent","changes":["""u8)
            || Array.Exists(versions, path => json.Span.IndexOf(path) >= 0))
        {
            return null;
        }

        IsPart = true;
        return new JournalEntry(JournalEntryKind.Intent) { Changes = [] };
    }
}
