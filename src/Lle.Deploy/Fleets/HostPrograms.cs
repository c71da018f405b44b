using System.IO.Compression;
using System.Security.Cryptography;
using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Fleets;

/// <summary>lle for the hosts, by what uname -m says there.</summary>
internal static class HostPrograms
{
    private static readonly (string Platform, string Machine)[] known = [("linux-x64", "x86_64"), ("linux-arm64", "aarch64")];

    /// <param name="package">The package, or a folder with the same content.</param>
    /// <param name="scratch">Where a package is unpacked.</param>
    /// <exception cref="DeploymentException">LLE2319: there is none.</exception>
    public static IReadOnlyDictionary<string, string> Of(string package, string scratch)
    {
        var folder = File.Exists(package) ? Unpack(package, scratch) : package;
        var found = known.Select(each => (each.Machine, Path: Path.Combine(folder, each.Platform, "lle")))
            .Where(each => File.Exists(each.Path)).ToDictionary(each => each.Machine, each => each.Path);
        return found.Count > 0 ? found : throw new DeploymentException(DiagnosticCatalog.ProgramsMissing(package));
    }

    /// <summary>Once a package: the folder is named after its content.</summary>
    private static string Unpack(string package, string scratch)
    {
        try
        {
            using var stream = File.OpenRead(package);
            var folder = Path.Combine(scratch, "lle-" + Convert.ToHexStringLower(SHA256.HashData(stream))[..16]);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var (platform, _) in known)
            {
                var path = Path.Combine(folder, platform, "lle");
                if (!File.Exists(path) && archive.GetEntry($"{platform}/lle") is { } entry)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    entry.ExtractToFile(path + ".new", overwrite: true);
                    File.Move(path + ".new", path, overwrite: true);
                }
            }

            return folder;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException(DiagnosticCatalog.ProgramsMissing(package), error);
        }
    }
}
