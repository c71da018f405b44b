using System.Runtime.InteropServices;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Processes;

/// <summary>
/// A folder nobody else can enter (0700, a name nobody can guess), with an empty home and an empty working directory in it: what a program
/// under test writes (history files, say) lands here and goes away with the folder.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    /// <summary>/tmp, and what there is in a system without it: an image may hold nothing but one program.</summary>
    public static string DefaultParent { get; } = new[] { "/tmp", "/var/tmp", "/run" }.FirstOrDefault(Directory.Exists) ?? "/";

    private readonly RunAs? runAs;

    /// <param name="parent">Where it is made; null: <see cref="DefaultParent"/>.</param>
    /// <param name="runAs">Whose it is: who is to run in it; null: whoever runs this process.</param>
    public PrivateFolder(string? parent = null, RunAs? runAs = null)
    {
        this.runAs = runAs;
        parent ??= DefaultParent;
        Root = Make(parent);
        try
        {
            Home = Directory.CreateDirectory(Path.Combine(Root, "home")).FullName;
            Work = Directory.CreateDirectory(Path.Combine(Root, "work")).FullName;
            foreach (var path in runAs is null ? [] : new[] { Home, Work, Root })
            {
                using var open = PosixDirectory.Open(path);
                open.SetOwner(runAs!.User, runAs.Group);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new DeploymentException(DiagnosticCatalog.NoChannel($"private folder under '{parent}'", "the file system refused it"),
                error);
        }
    }

    public string Root { get; }

    public string Home { get; }

    public string Work { get; }

    public LaunchRequest Request(string executable, params IReadOnlyList<string> arguments) =>
        new(executable, arguments) { As = runAs, WorkingDirectory = Work, Environment = SafeEnvironment.Of(Home) };

    public void Dispose()
    {
        if (runAs is not null)
        {
            DeleteOfAnother();
            return;
        }

        if (RemoveEmpty())
        {
            return;
        }

        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The program removed its own home; that is what was to be done.
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            OpenAndDelete();
        }
    }

    /// <summary>Most programs leave nothing in it.</summary>
    private bool RemoveEmpty() => Array.TrueForAll([Home, Work, Root], folder =>
        FileCalls.UnlinkAt(FileConstants.CurrentDirectory, folder, FileConstants.AtRemoveDirectory) == 0);

    /// <summary>Whoever it belongs to may still be changing it: no link is followed, and no mode changed.</summary>
    private void DeleteOfAnother()
    {
        try
        {
            FileTree.Delete(Root, durable: false);
        }
        catch (PosixException)
        {
            // What stays belongs to that user, and harms nobody else.
        }
    }

    /// <summary>A program may have closed its folders (chmod 000) or be writing its last file; a second try opens everything
    /// first.</summary>
    private void OpenAndDelete()
    {
        try
        {
            foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.TopDirectoryOnly).Prepend(Root))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            Directory.Delete(Root, recursive: true);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            // An empty private folder that stays in the temporary directory does no harm and must not fail a deployment.
        }
    }

    private static string Make(string parent)
    {
        var template = Encoding.UTF8.GetBytes(Path.Combine(parent, "lle-XXXXXX") + '\0');
        return TemporaryCalls.MakeDirectory(template) ? Encoding.UTF8.GetString(template, 0, template.Length - 1)
            : throw Channel.None($"private folder under '{parent}'");
    }
}
