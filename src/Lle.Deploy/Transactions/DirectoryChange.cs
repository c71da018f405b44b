using Lle.Deploy.Diagnostics;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Transactions;

/// <summary>Changes of directories. Nothing is staged for them: they are made and altered where they stand.</summary>
internal static class DirectoryChange
{
    /// <summary>A directory with exactly these traits, or the one that stands there.</summary>
    public static Change Of(string path, FileTraits traits)
    {
        var before = PathState.Capture(path);
        if (before.Exists && before.Kind != FileKind.Directory)
        {
            throw new DeploymentException(DiagnosticCatalog.FileInTheWay(path));
        }

        var after = before.Exists ? before : new PathState
        {
            Kind = FileKind.Directory,
            Mode = traits.Mode,
            User = traits.User ?? Accounts.CurrentUser,
            Group = traits.Group ?? Accounts.CurrentGroup,
        };
        return new Change(path, before, after);
    }

    /// <summary>Another mode for a directory that stands.</summary>
    public static Change Mode(string path, uint mode)
    {
        var before = PathState.Capture(path);
        return new Change(path, before, before with { Mode = mode });
    }

    /// <summary>Mode, owner and attributes of a directory, which is made where it is missing.</summary>
    /// <returns>A change for each trait, because each is one step: interrupted between two, the undo knows where it stands.</returns>
    /// <param name="lost">Hears what an ordinary user may not give it.</param>
    public static IReadOnlyList<Change> Steps(string path, PathState wanted, Action<string>? lost = null)
    {
        var made = Of(path, new FileTraits(wanted.Mode));
        List<Change> steps = made.Before.Exists ? [] : [made];
        var state = made.After;
        (wanted, var notKept) = GiveableTraits.Of(state, wanted);
        foreach (var what in notKept)
        {
            lost?.Invoke(what);
        }

        void Step(PathState next)
        {
            steps.Add(new Change(path, state, next));
            state = next;
        }

        Step(state with { User = wanted.User, Group = wanted.Group });
        Step(state with { Mode = wanted.Mode });
        foreach (var name in (state.Attributes ?? []).Keys.Union((wanted.Attributes ?? []).Keys).ToList())
        {
            var attributes = new SortedDictionary<string, string>(state.Attributes ?? [], StringComparer.Ordinal);
            attributes.Remove(name);
            if (wanted.Attributes?.TryGetValue(name, out var value) == true)
            {
                attributes[name] = value;
            }

            Step(state with { Attributes = attributes.Count == 0 ? null : attributes });
        }

        return steps;
    }
}
