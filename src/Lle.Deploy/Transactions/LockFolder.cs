using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Posix;
using Lle.Deploy.Processes;

namespace Lle.Deploy.Transactions;

/// <summary>
/// Where locks on programs and directories lie that several data directories may name: a folder that only the deploying user can open, so
/// that nobody else can hold them. They are named after device and inode, so that two paths to one directory meet in one lock.
/// </summary>
internal static class LockFolder
{
    private const string OfRoot = "/run/lock";

    /// <returns>The folder, made where it is missing.</returns>
    /// <exception cref="DeploymentException">LLE3052: somebody else has it, or may open it.</exception>
    public static string Make()
    {
        var user = Accounts.CurrentUser;
        var own = $"/run/user/{user}";
        var folder = user == 0 && Directory.Exists(OfRoot) ? $"{OfRoot}/lle" : user != 0 && Directory.Exists(own) ? $"{own}/lle"
            : Path.Combine(PrivateFolder.DefaultParent, $"lle-locks-{user}");
        return Make(folder, user);
    }

    /// <summary>The same at a place.</summary>
    public static string Make(string folder, uint user)
    {
        using var parent = PosixDirectory.OpenParent(folder, out var name);
        try
        {
            parent.MakeDirectory(name, FileModes.Private);
        }
        catch (PosixException error) when (error.ErrorNumber == Errno.Exists)
        {
            // An earlier run has made it.
        }

        var status = parent.Status(name);
        var why = status?.Kind != FileKind.Directory ? "it is not a directory"
            : status.Value.User != user ? $"it belongs to {Accounts.UserName(status.Value.User)}"
            : status.Value.Mode != FileModes.Private ? $"its mode is {FileModes.Octal(status.Value.Mode)}"
            : null;
        return why is null ? folder : throw new DeploymentException(DiagnosticCatalog.LockFolderNotPrivate(folder, why));
    }

    /// <summary>One lock for each directory of the layout that belongs to one installation, and one for the program; sorted, so that all
    /// take them in one order.</summary>
    public static IReadOnlyList<string> Names(params IReadOnlyList<TargetLayout?> layouts) =>
        [.. layouts.OfType<TargetLayout>().SelectMany(NamesOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Those of the directories that lead to them, which runs over other directories hold too: whoever has one of these for itself
    /// has everything below it.</summary>
    public static IReadOnlyList<string> SharedNames(params IReadOnlyList<TargetLayout?> layouts) =>
        [.. layouts.OfType<TargetLayout>().SelectMany(layout => OwnDirectories(layout).Append(layout.Binary)).SelectMany(ParentPaths.Of)
            .Distinct().Select(directory => NameOf(directory, "")).Except(Names(layouts)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> NamesOf(TargetLayout layout) =>
        OwnDirectories(layout).Select(directory => NameOf(directory, "")).Append(NameOf(layout.BinDir, layout.BinaryName));

    private static IEnumerable<string> OwnDirectories(TargetLayout layout) =>
        [layout.ConfigDir, layout.DataDir, layout.LogDir, layout.BackupDir, layout.LibDir];

    /// <summary>After the nearest directory that stands, and what is missing below it.</summary>
    public static string NameOf(string directory, string name)
    {
        var at = directory;
        while (true)
        {
            using var open = PosixDirectory.TryOpenWhereDirectory(at);
            if (open?.Status() is { } status)
            {
                var rest = $"{directory[at.Length..].Trim('/')}/{name}".Trim('/');
                var mark = rest.Length == 0 ? "" : "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)))[..16];
                return string.Create(CultureInfo.InvariantCulture, $"{status.Device:x}-{status.Inode:x}{mark}");
            }

            at = Path.GetDirectoryName(at)!;
        }
    }
}
