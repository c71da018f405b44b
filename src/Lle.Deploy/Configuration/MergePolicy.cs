using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Configuration;

/// <summary>What becomes of local edits when a new default is deployed (LleConfigMerge).</summary>
internal enum MergePolicy
{
    /// <summary>Local edits stay, everything else follows the new default.</summary>
    Merge,

    /// <summary>The installed file stays as it is; the new default is saved beside it.</summary>
    Keep,

    /// <summary>The new default takes its place; every edit that is given up is named.</summary>
    Replace,
}

internal static class MergePolicies
{
    public static MergePolicy Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" or "merge" => MergePolicy.Merge,
        "keep" => MergePolicy.Keep,
        "replace" => MergePolicy.Replace,
        _ => throw new DeploymentException(DiagnosticCatalog.MergePolicyUnknown(text)),
    };
}
