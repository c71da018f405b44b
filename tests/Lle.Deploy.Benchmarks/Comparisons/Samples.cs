namespace Lle.Deploy.Benchmarks.Comparisons;

/// <summary>Makes files with content that does not compress, the same in every run.</summary>
internal static class Samples
{
    public static void Write(string folder, int files, int size, int inDirectory = 100)
    {
        var content = new byte[size];
        var random = new Random(1);
        for (var index = 0; index < files; index++)
        {
            random.NextBytes(content);
            var path = Path.Combine(folder, Name(index, inDirectory));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }

    /// <summary>Every n-th file becomes longer.</summary>
    public static void Touch(string folder, int files, int every, int offset, int inDirectory = 100)
    {
        for (var index = offset; index < files; index += every)
        {
            File.AppendAllText(Path.Combine(folder, Name(index, inDirectory)), "changed");
        }
    }

    public static void Program(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy("/bin/dash", path);
    }

    private static string Name(int index, int inDirectory) => $"{index / inDirectory:00000}/file-{index % inDirectory:00}";
}
