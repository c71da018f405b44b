namespace Lle.Deploy.Processes;

/// <summary>Variables that the deployed program needs in its environment (LleRunEnvironment).</summary>
internal static class RunVariables
{
    /// <summary>Stands for the folder that holds the started program's version: where its bin is, or itself.</summary>
    public const string VersionFolder = "@LLE_VERSION_DIR@";

    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <param name="around">What every program gets.</param>
    /// <param name="binary">What is started; links to it are followed.</param>
    public static IReadOnlyDictionary<string, string> Add(
        IReadOnlyDictionary<string, string> around, IReadOnlyDictionary<string, string> own, string binary)
    {
        if (own.Count == 0)
        {
            return around;
        }

        var together = new Dictionary<string, string>(around);
        var folder = FolderOf(binary);
        foreach (var (name, value) in own)
        {
            together[name] = value.Replace(VersionFolder, folder, StringComparison.Ordinal);
        }

        return together;
    }

    private static string FolderOf(string binary)
    {
        var path = File.ResolveLinkTarget(binary, returnFinalTarget: true)?.FullName ?? binary;
        var folder = Path.GetDirectoryName(path)!;
        return Path.GetFileName(folder) is "bin" or "sbin" ? Path.GetDirectoryName(folder)! : folder;
    }
}
