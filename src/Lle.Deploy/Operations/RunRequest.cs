using System.Security.Cryptography;
using System.Text;
using Lle.Deploy.Deployments;
using Lle.Deploy.Options;
using Lle.Deploy.Sessions;

namespace Lle.Deploy.Operations;

/// <summary>What one run of a roll-out asks of this host.</summary>
/// <param name="Name">Names its files in DATA/runs: run and operation.</param>
/// <param name="Hash">Of everything it asks for: the same name for something else is something else.</param>
internal sealed record RunRequest(FleetRun Run, string Name, string Hash)
{
    /// <summary>What a deployment leaves of it in its fingerprint.</summary>
    public string Mark => $"{Name} {Hash}";

    /// <returns>null: it belongs to no roll-out.</returns>
    public static RunRequest? Of(DeploymentOptions options, OperationKind operation)
    {
        if (options.Run is not { } run)
        {
            return null;
        }

        var word = operation == OperationKind.Update ? OperationNames.Name(OperationKind.Deploy) : OperationNames.Name(operation);
        var asked = string.Join('\n', [
            word, options.Fingerprint, options.UpdateVersion ?? options.Version, options.BundleListSha256 ?? "",
            options.DeploymentId ?? "",
        ]);
        return new RunRequest(run, $"{run.Id}.{word}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked))));
    }
}
