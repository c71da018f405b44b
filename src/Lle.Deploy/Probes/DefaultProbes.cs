namespace Lle.Deploy.Probes;

/// <summary>The probes a deployment runs unless LleDefaultProbes=false: what the document asks of Lusush with LLE.</summary>
internal static class DefaultProbes
{
    /// <summary>A command that the program does not have must not find a program of that name on this machine. Not empty:
    /// Debian's zsh sets a PATH of its own then.</summary>
    private const string NoPath = "/dev/null";

    /// <summary>Files that a shell reads when it starts may have set PATH again, /etc/zsh/zshenv for instance.</summary>
    private const string Pathless = $"PATH={NoPath}\n";

    /// <summary>Phase 7.</summary>
    public static IReadOnlyList<Probe> Integration { get; } =
    [
        new("basic integration", "echo 'integration test' $((6*7))\n")
            { IsDefault = true, SearchPath = NoPath, ExpectOutput = ProbeRules.Pattern("integration test 42") },
        new("display system", $"{Pathless}display enable\nexit\n") { IsDefault = true, SearchPath = NoPath, MayBeUnknown = true },
        new("memory pool", $"{Pathless}debug memory stats\nexit\n") { IsDefault = true, SearchPath = NoPath, MayBeUnknown = true },
    ];

    /// <summary>The user-experience test of the post-deployment validation: the same, and the themes.</summary>
    public static IReadOnlyList<Probe> UserExperience { get; } =
    [
        .. Integration,
        new("themes", $"{Pathless}theme list\nexit\n") { IsDefault = true, SearchPath = NoPath, MayBeUnknown = true },
    ];
}
