using System.Text;

namespace Lle.Deploy.Processes;

/// <summary>What a program printed, as the text a person would read: escape sequences and other control characters are gone.</summary>
internal static class PlainText
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    public static string Of(ReadOnlySpan<byte> output) => Of(Encoding.UTF8.GetString(output));

    public static string Of(string output)
    {
        var text = new StringBuilder(output.Length);
        for (var index = 0; index < output.Length; index++)
        {
            var character = output[index];
            if (character == Escape)
            {
                index = EndOfSequence(output, index);
            }
            else if (character is '\n' or '\t' || !char.IsControl(character))
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    /// <summary>The index of a sequence's last character; an incomplete sequence ends with the text.</summary>
    private static int EndOfSequence(string text, int escape)
    {
        var index = escape + 1;
        if (index >= text.Length)
        {
            return escape;
        }

        return text[index] switch
        {
            '[' => Find(text, index + 1, static character => character is >= '@' and <= '~'),
            ']' or 'P' or 'X' or '^' or '_' => EndOfString(text, index + 1),

            // Intermediates (for example the character set in ESC ( B), then one final character.
            >= ' ' and <= '/' => Find(text, index + 1, static character => character is >= '0' and <= '~'),
            _ => index,
        };
    }

    /// <summary>Operating-system commands and their like end with BEL or ESC \.</summary>
    private static int EndOfString(string text, int start)
    {
        for (var index = start; index < text.Length; index++)
        {
            if (text[index] == Bell)
            {
                return index;
            }

            if (text[index] == Escape && index + 1 < text.Length && text[index + 1] == '\\')
            {
                return index + 1;
            }
        }

        return text.Length - 1;
    }

    private static int Find(string text, int start, Func<char, bool> final)
    {
        for (var index = start; index < text.Length; index++)
        {
            if (final(text[index]))
            {
                return index;
            }
        }

        return text.Length - 1;
    }
}
