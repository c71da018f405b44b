using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>What an undo did, and what it could not do. One path that stops it does not stop the rest.</summary>
internal sealed class UndoResult
{
    private readonly Dictionary<string, PosixException> causes = new(StringComparer.Ordinal);

    public List<string> Restored { get; } = [];

    public List<string> Removed { get; } = [];

    /// <summary>Neither the old nor the new stands there: somebody else's, left alone.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>Not what it was before, and the old one is gone.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Could not be put back now, because of permissions, the disk or a limit: another try may.</summary>
    public List<PosixException> Blocked { get; } = [];

    /// <summary>What beside files is not as it was: services.</summary>
    public List<Diagnostic> Others { get; } = [];

    /// <summary>Nothing is left that another try could put back: the record may go.</summary>
    public bool Finished => Lost.Count == 0 && Blocked.Count == 0;

    /// <summary>Why it is not finished, in one line that stays the same as long as the reason does; null: it is.</summary>
    public string? Cause => Blocked is [var blocked, ..] ? blocked.Diagnostics[0].Message : Lost is [var lost, ..] ? $"'{lost}' is lost"
        : null;

    /// <summary>Nothing the transaction changed had stood there before.</summary>
    public bool NothingBefore { get; init; }

    /// <summary>Kept, or out of reach: no further step on this path.</summary>
    public bool IsLeft(string path) => causes.ContainsKey(path) || (Kept.Count > 0 && Kept.Contains(path));

    /// <summary>Why a kept path could not even be looked at; null: it could, and holds what somebody else put there.</summary>
    public string? WhyKept(string path) => causes.TryGetValue(path, out var cause) ? cause.Diagnostics[0].Message : null;

    /// <param name="path">null: a step on no single path.</param>
    public void Attempt(string? path, Action step)
    {
        try
        {
            step();
        }
        catch (PosixException error)
        {
            if (path is not null)
            {
                causes[path] = error;
            }

            if (!error.IsOtherKind)
            {
                Blocked.Add(error);
            }
            else if (path is not null)
            {
                Kept.Add(path);
            }
        }
    }
}
