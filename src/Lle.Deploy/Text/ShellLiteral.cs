namespace Lle.Deploy.Text;

/// <summary>
/// Writes any text as one word of a POSIX shell. Inside single quotes nothing means anything but the single quote itself, so that
/// one character is all there is to escape; newlines, dollars and backslashes stand as they are.
/// </summary>
public static class ShellLiteral
{
    public static string Quote(string text)
    {
        if (text.Contains('\0'))
        {
            throw new ArgumentException("A shell word cannot hold a null character.", nameof(text));
        }

        return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
