using System.Text;

namespace Lle.Deploy.Measurements;

/// <summary>
/// One command and the answer only a shell that ran it gives. The shell may echo what it reads, so the answer never stands in the command:
/// the quotes in the middle go away when the command runs. (Lusush 1.3.0 puts a space in their place; that counts as well.)
/// </summary>
internal readonly struct Marker
{
    private Marker(byte[] command, byte[] answer, byte[] spacedAnswer) =>
        (Command, Answer, SpacedAnswer) = (command, answer, spacedAnswer);

    /// <summary>Without the end of line. Its last two characters, y and z, occur in no common escape sequence.</summary>
    public byte[] Command { get; }

    private byte[] Answer { get; }

    private byte[] SpacedAnswer { get; }

    public static Marker Number(int number) => new(
        Encoding.ASCII.GetBytes($"echo L'le'{number:00000}yz"),
        Encoding.ASCII.GetBytes($"Lle{number:00000}yz"),
        Encoding.ASCII.GetBytes($"Lle {number:00000}yz"));

    /// <summary>Where the answer ends in the output, or -1.</summary>
    public int EndOfAnswer(ReadOnlySpan<byte> output)
    {
        var plain = output.LastIndexOf(Answer);
        if (plain >= 0)
        {
            return plain + Answer.Length;
        }

        var spaced = output.LastIndexOf(SpacedAnswer);
        return spaced >= 0 ? spaced + SpacedAnswer.Length : -1;
    }
}
