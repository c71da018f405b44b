namespace Lle.Deploy.Host;

/// <summary>The licences of what is linked into this program.</summary>
internal static class Notices
{
    public static string Text
    {
        get
        {
            using var stream = typeof(Notices).Assembly.GetManifestResourceStream("THIRD-PARTY-NOTICES.txt")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
