using Lle.Deploy.Diagnostics;

namespace Lle.Deploy.Transactions;

/// <summary>What has to be brought back beside files: services. Never throws; may be interrupted anywhere and run again.</summary>
internal interface IUndoCompanion
{
    /// <summary>While what is to be undone still stands.</summary>
    /// <returns>What could not be done.</returns>
    IReadOnlyList<Diagnostic> BeforeFiles();

    /// <summary>When the files are back, and before the record goes.</summary>
    /// <returns>What is not as it was.</returns>
    IReadOnlyList<Diagnostic> AfterFiles();
}
