using Lle.Deploy.Diagnostics;
using Lle.Deploy.Layout;
using Lle.Deploy.Options;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Sessions;

/// <summary>Who else may write where the operation is to write.</summary>
internal static class TargetTrust
{
    /// <exception cref="DeploymentException">Somebody else may, and LleAllowInsecurePrefix does not allow it.</exception>
    public static void Check(DeploymentOptions options, OperationListener listener)
    {
        if (options.Owner is { } owner and not 0 && Accounts.HomeDirectory(owner) is { Length: > 1 } home
            && IsWithin(options.Layout.Prefix, home))
        {
            throw new DeploymentException(DiagnosticCatalog.PrefixInOwnersHome(options.Layout.Prefix, Accounts.UserName(owner), home));
        }

        var problems = PathTrust.Check(options.Layout, options.Owner)
            .Where(p => !Migration.IsTakenBack(options, p.Location.File!)).ToList();
        if (problems.Count > 0 && !options.AllowInsecurePrefix)
        {
            throw new DeploymentException(problems);
        }

        foreach (var problem in problems)
        {
            listener.Tell(problem.AsWarning());
        }
    }

    private static bool IsWithin(string path, string directory) =>
        (path + "/").StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}
