using System.Text;
using Lle.Deploy.Posix;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Payload;

/// <param name="Program">Relative to the payload.</param>
/// <param name="Path">As the program contains it.</param>
/// <param name="Here">Where the payload has the same.</param>
internal sealed record CompiledPath(string Program, string Path, string Here);

/// <summary>
/// Absolute paths in executable files whose end is a directory or file of the payload and whose beginning is not the prefix: the program
/// was built for another one. Paths that a program puts together, or that are wide characters, are not found; so this is for a note.
/// </summary>
internal static class CompiledPaths
{
    private const uint AnyExecute = 0b001_001_001;
    private const int ShortestPath = 6;
    private const int LongestPath = 256;
    private const int MostNotes = 10;
    private const long MostBytes = 256 << 20;

    private static readonly string[] Places = ["/share/", "/lib/", "/lib64/", "/libexec/"];

    /// <returns>One a program, at most ten.</returns>
    public static IReadOnlyList<CompiledPath> In(
        string root, IReadOnlyList<TreeEntry> tree, string prefix, CancellationToken cancellation)
    {
        var known = tree.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        var found = new List<CompiledPath>();
        var left = MostBytes;
        foreach (var entry in tree.Where(entry => entry.Kind == FileKind.File && (entry.Mode & AnyExecute) != 0))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(root, entry.SourcePath);
            var size = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
            if (found.Count == MostNotes || (left -= size) < 0)
            {
                break;
            }

            if (size > 0 && Find(File.ReadAllBytes(path), known, prefix) is { } text)
            {
                found.Add(new CompiledPath(entry.Path, text, Path.Combine(prefix, Tail(text, known)!)));
            }
        }

        return found;
    }

    private static string? Find(ReadOnlySpan<byte> bytes, HashSet<string> known, string prefix)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOf((byte)'/');
            if (next < 0)
            {
                return null;
            }

            at += next;
            var length = 0;
            while (at + length < bytes.Length && length < LongestPath && IsPart(bytes[at + length]))
            {
                length++;
            }

            if (length >= ShortestPath && (at == 0 || !IsPart(bytes[at - 1])))
            {
                var text = Encoding.ASCII.GetString(bytes.Slice(at, length)).TrimEnd('/', '.');
                if (!text.StartsWith(prefix + "/", StringComparison.Ordinal) && Tail(text, known) is not null)
                {
                    return text;
                }
            }

            at += length;
        }

        return null;
    }

    /// <returns>The end of the path, from share or lib on, that the payload has; null: none.</returns>
    private static string? Tail(string path, HashSet<string> known)
    {
        foreach (var place in Places)
        {
            var at = path.IndexOf(place, StringComparison.Ordinal);
            if (at > 0 && path[(at + 1)..] is var tail && known.Contains(tail))
            {
                return tail;
            }
        }

        return null;
    }

    private static bool IsPart(byte b) => b is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z')
        or (>= (byte)'0' and <= (byte)'9') or (byte)'/' or (byte)'.' or (byte)'-' or (byte)'_' or (byte)'+';
}
