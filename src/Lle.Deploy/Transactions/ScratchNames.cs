namespace Lle.Deploy.Transactions;

/// <summary>Names below DATA/transactions that are not transactions: room for what an operation unpacks.</summary>
internal static class ScratchNames
{
    /// <summary>An unpacked update package.</summary>
    public const string UpdatePrefix = "lle-update-";

    public static bool Has(string name) => name.StartsWith(UpdatePrefix, StringComparison.Ordinal);
}
