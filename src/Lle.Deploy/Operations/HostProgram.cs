using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Processes;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>The lle that is to be installed: the running one, or that of this machine's architecture in the host package.</summary>
internal sealed class HostProgram : IDisposable
{
    private const long MaximumBytes = 256L << 20;
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(5);

    private readonly PrivateFolder? copy;

    private HostProgram(string path, string source, PrivateFolder? copy)
    {
        (Path, Source) = (path, source);
        this.copy = copy;
    }

    public string Path { get; }

    /// <summary>Where it comes from, for messages.</summary>
    public string Source { get; }

    /// <summary>linux-x64 or linux-arm64: the folder of this machine's lle in a package.</summary>
    public static string Platform { get; } = $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    /// <exception cref="DeploymentException">LLE2240: there is none.</exception>
    public static HostProgram Find(DeploymentOptions options)
    {
        if (options.HostPackage is not { } package)
        {
            return options.HostProgram is { } running ? new HostProgram(running, running, null)
                : throw new DeploymentException(DiagnosticCatalog.HostProgramMissing(OptionTable.HostPackage.Name, "is not set"));
        }

        var path = System.IO.Path.Combine(package, Platform, TargetLayout.HostName);
        return File.Exists(package) ? Copied(package, copy => Unpack(package, copy))
            : File.Exists(path) ? Copied(path, copy => File.Copy(path, copy))
            : throw Missing(path, "does not exist");
    }

    /// <summary>What a program says to --version.</summary>
    /// <returns>null: nothing that is a version.</returns>
    public static SemanticVersion? VersionOf(string path, CancellationToken cancellation)
    {
        using var folder = new PrivateFolder(runAs: RunAs.Of(path));
        var result = Launcher.Run(folder.Request(path, "--version") with { TimeLimit = limit, OutputLimit = 256 }, cancellation);
        return result.Succeeded ? SemanticVersion.TryParse(Encoding.UTF8.GetString([.. result.Output]).Trim()) : null;
    }

    public void Dispose() => copy?.Dispose();

    /// <summary>Of a package nobody keeps who may execute what: archives and package caches lose it.</summary>
    private static HostProgram Copied(string source, Action<string> copy)
    {
        var folder = new PrivateFolder();
        try
        {
            var path = System.IO.Path.Combine(folder.Root, TargetLayout.HostName);
            copy(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            return new HostProgram(path, source, folder);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            folder.Dispose();
            throw new DeploymentException(DiagnosticCatalog.HostProgramMissing(source, "cannot be read"), error);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static void Unpack(string package, string path)
    {
        using var archive = ZipFile.OpenRead(package);
        var name = $"{Platform}/{TargetLayout.HostName}";
        var entry = archive.GetEntry(name) ?? throw Missing(package, $"holds no {name}");
        if (entry.Length > MaximumBytes)
        {
            throw Missing(package, $"holds a {name} of {entry.Length} bytes");
        }

        entry.ExtractToFile(path);
    }

    private static DeploymentException Missing(string where, string why) => new(DiagnosticCatalog.HostProgramMissing(where, why));
}
