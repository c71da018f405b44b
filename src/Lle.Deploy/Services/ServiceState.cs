using Lle.Deploy.Posix;

namespace Lle.Deploy.Services;

/// <summary>A service as it was found.</summary>
internal sealed record ServiceState
{
    public static readonly ServiceState Absent = new();

    /// <summary>The manager knows it.</summary>
    public bool Exists { get; init; }

    public bool IsRunning { get; init; }

    /// <summary>The manager's own word, or our description of it.</summary>
    public string Word { get; init; } = "";

    /// <summary>All of its processes.</summary>
    public IReadOnlyList<SeenProcess> Processes { get; init; } = [];

    /// <summary>The one that the manager watches; 0: none.</summary>
    public int MainProcess { get; init; }

    /// <summary>Another one means that it was started anew; empty: the manager has no such thing.</summary>
    public string Invocation { get; init; } = "";

    /// <summary>How often the manager has started it again by itself since it was started.</summary>
    public int Restarts { get; init; }

    /// <summary>The pause before it does that.</summary>
    public TimeSpan RestartPause { get; init; }

    /// <summary>It is tried again and again.</summary>
    public bool IsLooping { get; init; }

    /// <summary>Of systemd: enabled, disabled, static, masked and so on.</summary>
    public string Enablement { get; init; } = "";

    /// <summary>The file it is made from; empty: none.</summary>
    public string Source { get; init; } = "";

    /// <summary>Symbolic links by which a manager knows it: that it is enabled is nothing else.</summary>
    public IReadOnlyList<UnitLink> Links { get; init; } = [];

    /// <summary>What else was running because of it, and stops with it.</summary>
    public IReadOnlyList<string> Dependents { get; init; } = [];
}

/// <param name="Path">Absolute.</param>
/// <param name="Target">The link's text.</param>
internal sealed record UnitLink(string Path, string Target);
