namespace Lle.Deploy.Tasks.Tests.Infrastructure;

/// <summary>The package as a user gets it: packed once for all tests, under a version that no cache can have.</summary>
internal static class PackedPackage
{
    private static readonly Lazy<string> Packed = new(() => Pack("feed"), LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<string> Extracted = new(Extract, LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly string Home = Directory.CreateTempSubdirectory("lle-package-").FullName;

    public static string Version { get; } = $"1.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    /// <summary>A folder feed with this one package.</summary>
    public static string Feed => Packed.Value;

    public static string File => Path.Combine(Feed, $"Lle.Deploy.Tasks.{Version}.nupkg");

    /// <summary>The package's content as files.</summary>
    public static string Folder => Extracted.Value;

    /// <summary>A package cache for all projects that use this one package: unpacked once, not once a test.</summary>
    public static string Cache => Path.Combine(Home, "cache");

    /// <summary>PackageVersion, not Version: the assemblies stay the ones the build made.</summary>
    public static string Pack(string name)
    {
        var folder = Path.Combine(Home, name);
        Cli.Run(Repository.Root, ["pack", Repository.Path("src", "Lle.Deploy.Tasks"), "-c", "Release", "-o", folder,
            $"-p:PackageVersion={Version}", "-nr:false", "-v:m", .. Quick]).Succeeded();
        return folder;
    }

    /// <summary>QUICK_PACK=1 in the environment leaves the machine code out, for those who wait; the tests of the package's content need
    /// it.</summary>
    private static string[] Quick => Environment.GetEnvironmentVariable("QUICK_PACK") == "1" ? ["-p:LleReadyToRun=false"] : [];

    private static string Extract()
    {
        var folder = Path.Combine(Home, "extracted");
        System.IO.Compression.ZipFile.ExtractToDirectory(File, folder);
        return folder;
    }

    public static void Remove() => Directory.Delete(Home, recursive: true);
}
