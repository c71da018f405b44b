using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Options;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;
using Lle.Deploy.Sessions;
using Lle.Deploy.Transactions;

namespace Lle.Deploy.Operations;

/// <summary>A hash of all that a deployment is made of: the engine, the payload, the version, the options, whoever deploys.</summary>
internal static class Inputs
{
    private static readonly string Engine =
        typeof(Inputs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static string Hash(DeploymentOptions options, PayloadFolder payload)
    {
        var files = new[] { payload.Binary, payload.Template, payload.Checksums, payload.Signature, payload.Version }.OfType<PayloadFile>();
        var text = string.Join('\n', [
            Engine, options.Version, options.Fingerprint, $"{Accounts.CurrentUser}:{Accounts.CurrentGroup}",
            .. files.Select(file => $"{file.Sha256} {file.Name}"),
            .. payload.ConfigFiles.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Value.Sha256} {file.Key}"),
            payload.Tree is { } tree ? TreeList.Format(tree) : "",
        ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
