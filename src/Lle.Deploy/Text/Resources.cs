using System.Text;

namespace Lle.Deploy.Text;

/// <summary>The files that travel inside the assembly, by name.</summary>
internal static class Resources
{
    public static string Text(string name) =>
        TryText(name) ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");

    /// <returns>null: there is none of that name.</returns>
    public static string? TryText(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
