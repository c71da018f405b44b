using Lle.Deploy.Deployments;
using Lle.Deploy.Layout;
using Lle.Deploy.Logging;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Installed;

/// <summary>Compares modes and owners of what is installed with what the contract asks for. What does not exist (yet) is not looked at.</summary>
internal static class PermissionAudit
{
    private const uint Program = 0x1ed;
    private const uint Readable = 0x1a4;
    private const uint Secret = 0x180;
    private const uint OwnerOnly = 0x1c0;

    /// <param name="owner">Who is to own the files.</param>
    /// <param name="group">null: any group.</param>
    public static List<PermissionRecord> Run(TargetLayout layout, uint owner, uint? group) =>
        [.. Expected(layout).Select(e => Look(e.Path, e.Mode, owner, group)).OfType<PermissionRecord>()];

    private static IEnumerable<(string Path, uint Mode)> Expected(TargetLayout layout) =>
    [
        (layout.Binary, Program),
        (layout.Configuration, Readable),
        (layout.MonitoringConfiguration, Readable),
        (layout.Checksums, Readable),
        (layout.SecurityConfiguration, Secret),
        (layout.SecurityValidator, Program),
        (layout.Monitor, Program),
        (layout.StatusScript, Program),
        (layout.SecurityAuditLog, Secret),
        (layout.AuditLog, Secret),
        (layout.BackupDir, OwnerOnly),
        .. RollbackData(layout).Select(path => (path, Secret)),
    ];

    private static List<string> RollbackData(TargetLayout layout)
    {
        using var data = PosixDirectory.TryOpen(layout.DataDir);
        return [.. (data?.Names() ?? [])
            .Where(n => n.StartsWith("rollback_", StringComparison.Ordinal) && n.EndsWith(".data", StringComparison.Ordinal))
            .Select(n => Path.Combine(layout.DataDir, n))];
    }

    private static PermissionRecord? Look(string path, uint mode, uint owner, uint? group)
    {
        using var parent = PosixDirectory.TryOpen(Path.GetDirectoryName(path)!);
        if (parent?.Status(Path.GetFileName(path)) is not { } status)
        {
            return null;
        }

        var expectedGroup = group ?? status.Group;
        return new PermissionRecord
        {
            Path = path,
            Found = Describe(status.Mode, status.User, status.Group),
            Expected = Describe(mode, owner, expectedGroup),
            // What is the deploying user's own is as good: the logs, and what an earlier deployment left. Nobody else can write there.
            Passed = status.Mode == mode && status.Kind != FileKind.SymbolicLink && ((status.User, status.Group) == (owner, expectedGroup) || status.User == Accounts.CurrentUser),
        };
    }

    private static string Describe(uint mode, uint user, uint group) => $"{Convert.ToString(mode, 8)} {Accounts.Owner(user, group)}";
}
