using System.Text;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Key files are read with one character a byte, because OpenSSH compares bytes; names come from and go to people as UTF-8.</summary>
internal static class SshText
{
    public static string OfName(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    public static string ToName(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
}
