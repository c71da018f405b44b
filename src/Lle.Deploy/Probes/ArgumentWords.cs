using System.Text;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Probes;

/// <summary>Splits an argument line into words the way a shell quotes them: blanks separate, '...' and "..." hold together. Nothing is
/// expanded.</summary>
internal static class ArgumentWords
{
    /// <summary>Null: a quote is not closed.</summary>
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        foreach (var character in line)
        {
            if (quote != '\0' ? character == quote : character is '\'' or '"')
            {
                quote = quote == '\0' ? character : '\0';
                inWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                Finish();
            }
            else
            {
                word.Append(character);
                inWord = true;
            }
        }

        Finish();
        return quote == '\0' ? words : null;

        void Finish()
        {
            if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
    }
}
