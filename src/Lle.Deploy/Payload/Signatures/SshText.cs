using System.Text;

namespace Lle.Deploy.Payload.Signatures;

/// <summary>Key files are read as one character per byte, because OpenSSH compares bytes; people read and write UTF-8.</summary>
internal static class SshText
{
    public static string OfName(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    public static string ToName(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
}
