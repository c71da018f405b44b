using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Operations;

/// <summary>The lle that is to be installed: the running one, or that of this machine's architecture in the host package.</summary>
internal sealed class HostProgram : IDisposable
{
    private const long MaximumBytes = 256L << 20;
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(5);

    private readonly PrivateFolder? unpacked;

    private HostProgram(string path, PrivateFolder? unpacked)
    {
        Path = path;
        this.unpacked = unpacked;
    }

    public string Path { get; }

    /// <summary>linux-x64 or linux-arm64: the folder of this machine's lle in a package.</summary>
    public static string Platform { get; } = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <exception cref="DeploymentException">LLE2240: there is none.</exception>
    public static HostProgram Find(DeploymentOptions options)
    {
        if (options.HostPackage is not { } package)
        {
            return options.HostProgram is { } running ? new HostProgram(running, null)
                : throw new DeploymentException(DiagnosticCatalog.HostProgramMissing(OptionTable.HostPackage.Name, "is not set"));
        }

        if (File.Exists(package))
        {
            return Unpack(package);
        }

        var path = System.IO.Path.Combine(package, Platform, TargetLayout.HostName);
        return File.Exists(path) ? new HostProgram(path, null) : throw Missing(path, "does not exist");
    }

    /// <summary>What a program says to --version.</summary>
    /// <returns>null: nothing that is a version.</returns>
    public static SemanticVersion? VersionOf(string path, CancellationToken cancellation)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(path));
        var result = Launcher.Run(folder.Request(path, "--version") with { TimeLimit = limit, OutputLimit = 256 }, cancellation);
        return result.Succeeded ? SemanticVersion.TryParse(Encoding.UTF8.GetString([.. result.Output]).Trim()) : null;
    }

    public void Dispose() => unpacked?.Dispose();

    private static HostProgram Unpack(string package)
    {
        var folder = new PrivateFolder();
        try
        {
            using var archive = ZipFile.OpenRead(package);
            var name = $"{Platform}/{TargetLayout.HostName}";
            var entry = archive.GetEntry(name) ?? throw Missing(package, $"holds no {name}");
            var path = System.IO.Path.Combine(folder.Root, TargetLayout.HostName);
            if (entry.Length > MaximumBytes)
            {
                throw Missing(package, $"holds a {name} of {entry.Length} bytes");
            }

            entry.ExtractToFile(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            return new HostProgram(path, folder);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            folder.Dispose();
            throw new DeploymentException(DiagnosticCatalog.HostProgramMissing(package, "is not a package that can be read"), error);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static DeploymentException Missing(string where, string why) => new(DiagnosticCatalog.HostProgramMissing(where, why));
}
