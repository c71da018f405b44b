namespace Lle.Deploy.Transactions;

/// <summary>Names below DATA/transactions that are not transactions: room for what an operation unpacks or tries.</summary>
internal static class ScratchNames
{
    /// <summary>An unpacked update package.</summary>
    public const string UpdatePrefix = "lle-update-";

    /// <summary>A payload that is tried before anything is installed.</summary>
    public const string TrialPrefix = "lle-trial-";

    public static bool Has(string name) =>
        name.StartsWith(UpdatePrefix, StringComparison.Ordinal) || name.StartsWith(TrialPrefix, StringComparison.Ordinal);
}
