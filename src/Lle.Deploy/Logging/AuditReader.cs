using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Logging;

/// <summary>Reads a log line by line in bounded memory.</summary>
internal static class AuditReader
{
    /// <summary>Nothing that is written to an audit log comes near it.</summary>
    private const int MaximumLine = 1 << 20;

    public delegate void LineHandler(ReadOnlySpan<byte> line, bool ended);

    public static void Read(PosixFile file, LineHandler handle)
    {
        if (file.Status().Kind != FileKind.File)
        {
            throw new DeploymentException(DiagnosticCatalog.AuditUnreadable(file.Path, "it is not a regular file"));
        }

        var buffer = new byte[1 << 16];
        var filled = 0;
        while (file.Read(buffer.AsSpan(filled)) is var count and > 0)
        {
            filled += count;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                handle(buffer.AsSpan(start, length), true);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, filled < MaximumLine
                    ? filled * 2
                    : throw new DeploymentException(DiagnosticCatalog.AuditUnreadable(
                        file.Path, $"it has a line of more than {MaximumLine} bytes")));
            }
        }

        if (filled > 0)
        {
            handle(buffer.AsSpan(0, filled), false);
        }
    }
}
