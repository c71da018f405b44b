namespace Lle.Deploy.Posix;

/// <summary>The lines of an open file, in the memory of the longest. A last line without an end is none.</summary>
internal sealed class FileLines(PosixFile file)
{
    /// <summary>Longer lines are no lines of ours; what is behind is not read.</summary>
    private const int MaxLine = 64 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>Without their line ends; each is valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Read()
    {
        var searched = 0;
        while (true)
        {
            var found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = buffer.AsMemory(start, searched + found);
                start += searched + found + 1;
                searched = 0;
                yield return line;
                continue;
            }

            searched = end - start;
            if (searched > MaxLine || !Fill())
            {
                yield break;
            }
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        else if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = file.Read(buffer.AsSpan(end));
        end += count;
        return count > 0;
    }
}
