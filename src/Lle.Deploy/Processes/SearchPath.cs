namespace Lle.Deploy.Processes;

/// <summary>Looks for a program in the folders of a PATH; folders that are not absolute do not count.</summary>
internal static class SearchPath
{
    /// <returns>null: none of them has it.</returns>
    public static string? Find(string name, string path) => path.Split(':').Where(Path.IsPathRooted)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
