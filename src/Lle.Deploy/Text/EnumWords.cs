namespace Lle.Deploy.Text;

/// <summary>Words that people and records write for the members of an enumeration.</summary>
internal static class EnumWords
{
    /// <summary>Only the name of one member counts: no number, and no list of names, as the framework's own parser takes them.</summary>
    /// <returns>null: there is no such member.</returns>
    public static T? Find<T>(string word, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
        where T : struct, Enum =>
        Array.FindIndex(Enum.GetNames<T>(), name => name.Equals(word, comparison)) is var index and >= 0
            ? Enum.GetValues<T>()[index] : null;
}
